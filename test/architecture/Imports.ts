/**
 * Imports run one way: adapters → runtime → domain. The two entries stand above all three, tests and benchmarks beside
 * them, and nothing in `src` looks at those. A package that `src` imports is declared where users get it.
 */
import { posix } from "node:path"
import { nodesOf, type Rule, type Source, violation } from "./Source.ts"

export interface Import {
  readonly specifier: string
  /** The names taken from the module; `*` stands for all of them. */
  readonly names: ReadonlyArray<string>
  readonly start: number
}

/** Every module a source mentions: statically, as a re-export, with `import()`, or in a type. */
export const importsOf = (source: Source): ReadonlyArray<Import> =>
  [...nodesOf(source.program)].flatMap(([node]): ReadonlyArray<Import> => {
    const { start } = node
    switch (node.type) {
      case "ImportDeclaration": {
        const names = node.specifiers.map((one) =>
          one.type !== "ImportSpecifier"
            ? "*"
            : one.imported.type === "Identifier"
              ? one.imported.name
              : one.imported.value
        )
        return [{ specifier: node.source.value, names, start }]
      }
      case "ExportNamedDeclaration":
        return node.source === null ? [] : [{ specifier: node.source.value, names: ["*"], start }]
      case "ExportAllDeclaration":
        return [{ specifier: node.source.value, names: ["*"], start }]
      case "ImportExpression": {
        const specifier = node.source.type === "Literal" ? String(node.source.value) : "(computed)"
        return [{ specifier, names: ["*"], start }]
      }
      case "TSImportType":
        return [{ specifier: node.source.value, names: ["*"], start }]
      default:
        return []
    }
  })

const layers = {
  domain: { path: "src/domain/", layers: ["src/domain/"], packages: /^effect(\/|$)/ },
  // A hash is a function, no I/O: the log's chain takes the one Node has.
  runtime: {
    path: "src/runtime/",
    layers: ["src/domain/", "src/runtime/"],
    packages: /^(effect(\/|$)|node:crypto$)/
  },
  // Tests run where there are files: a counterexample is kept in one.
  testing: {
    path: "src/testing",
    layers: ["src/domain/", "src/runtime/", "src/testing"],
    packages: /^((effect|fast-check|vitest)(\/|$)|node:)/
  },
  // Adapters and the main entry; fast-check and vitest are for those who test. The manifest knows the version.
  outside: { path: "src/", layers: ["src/", "package.json"], packages: /^(?!fast-check|vitest)/ }
}

const layerOf = (path: string) => Object.values(layers).find((layer) => path.startsWith(layer.path))

export const arrows: Rule = (source) => {
  const layer = layerOf(source.path)
  if (layer === undefined) return []
  return importsOf(source).flatMap(({ specifier, start }) => {
    const isRelative = specifier.startsWith(".")
    const target = posix.join(posix.dirname(source.path), specifier)
    const allowed = isRelative
      ? layer.layers.some((prefix) => target.startsWith(prefix)) &&
        !(layer !== layers.testing && target.startsWith("src/testing"))
      : layer.packages.test(specifier)
    return allowed ? [] : [violation(source, start, `imports ${isRelative ? target : specifier}`)]
  })
}

/** `effect/Schema` → `effect`, `@effect/platform-node/NodeRuntime` → `@effect/platform-node`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")

export const declared =
  (packages: ReadonlyArray<string>): Rule =>
  (source) =>
    importsOf(source)
      .filter(({ specifier }) => !/^(\.|node:)/.test(specifier) && !packages.includes(packageOf(specifier)))
      .map(({ specifier, start }) =>
        violation(source, start, `imports ${specifier}, which is no dependency or peer dependency`)
      )
