/**
 * The command as it is published: the sources under `src/adapters/cli` with all they import, in a few files beside each
 * other. `main` is the `bin`; the store's worker and the keeper are entries of their own, which their starters find
 * beside themselves, as among the sources. What a command does not run it does not load.
 */
import { resolve } from "node:path"
import { defineConfig } from "rolldown"

export default defineConfig({
  input: {
    main: "src/adapters/cli/main.ts",
    StoreWorker: "src/adapters/sqlite/StoreWorker.ts",
    "keeper/main": "src/adapters/process/keeper/main.ts"
  },
  platform: "node",
  // `effect/cli` makes a segmenter for its help when it is loaded, which takes longer than bare Node starts.
  transform: {
    inject: { "Intl.Segmenter": [resolve("src/adapters/cli/LazySegmenter.ts"), "LazySegmenter"] }
  },
  output: { dir: "dist/adapters/cli", chunkFileNames: "[name].js", comments: false }
})
