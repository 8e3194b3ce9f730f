/** `npm run docs`: writes the pages that are made and not written. */
import { writeFileSync } from "node:fs"
import * as SupportTable from "./SupportTable.ts"

writeFileSync("docs/support.md", SupportTable.page())
