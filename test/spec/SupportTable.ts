/**
 * docs/support.md: what becomes of every field of a Job's spec and of its Pod template, in the domain and on each
 * runtime. Fields come from the Schema of the manifest, verdicts from the declarations of the runtimes.
 */
import * as MemorySupport from "../../src/adapters/memory/MemorySupport.ts"
import * as ProcessSupport from "../../src/adapters/process/ProcessSupport.ts"
import * as FieldSupport from "../../src/domain/manifest/FieldSupport.ts"
import * as RefusedFields from "../../src/domain/manifest/RefusedFields.ts"
import * as Fields from "./Fields.ts"

/** Nothing where nobody has said what becomes of a field. */
type Column = (path: string) => FieldSupport.Support | undefined

const templateMetadata = "spec.template.metadata"

/** What the domain does not honour: of a template's metadata, Pods get labels and annotations (JC-90). */
const exceptions: FieldSupport.Declaration = [
  [templateMetadata, FieldSupport.withoutEffect("shown, and no Pod gets it")],
  ...FieldSupport.each(templateMetadata, ["labels", "annotations"], FieldSupport.honoured),
  [`${templateMetadata}.creationTimestamp`, FieldSupport.withoutEffect("the server's, dropped")],
  ["spec.template.spec.ephemeralContainers", FieldSupport.refused("a template has none (AJ-82)")]
]

const covers = (declared: string, path: string): boolean => {
  const field = declared.replace(/\[\*\]$/, "")
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`)
}

/** The longest declared path decides. */
const declaredIn = (declaration: FieldSupport.Declaration, path: string): FieldSupport.Support | undefined =>
  declaration
    .filter(([declared]) => covers(declared, path))
    .toSorted(([one], [other]) => other.length - one.length)[0]?.[1]

const domain: Column = (path) =>
  declaredIn(RefusedFields.declaration, path) ?? declaredIn(exceptions, path) ?? FieldSupport.honoured

/** What is no part of a Pod is no matter of a runtime. */
const declaredBy =
  (declaration: FieldSupport.Declaration): Column =>
  (path) =>
    path.startsWith("spec.template.") && domain(path)?._tag === "Honoured"
      ? declaredIn(declaration, path)
      : (declaredIn(declaration, path) ?? domain(path))

/** What `run` refuses by the value of a field (JC-50), which a declaration cannot say. */
const refusedByRun: FieldSupport.Declaration = [
  [
    "spec.managedBy",
    FieldSupport.refused("unless it is `kubernetes.io/job-controller`, since no other controller runs here")
  ]
]

/** The adapter is yet to come. */
const notBuilt: Column = () => FieldSupport.refused("not built yet")

const declarations = [MemorySupport.declaration, ProcessSupport.declaration]

const columns: ReadonlyArray<readonly [heading: string, column: Column]> = [
  ["domain", domain],
  ["in memory", declaredBy(MemorySupport.declaration)],
  ["process", declaredBy([...ProcessSupport.declaration, ...refusedByRun])],
  ["Docker", notBuilt]
]

/** Every field by its path; what a declaration tells apart within a field, too. */
const paths: ReadonlyArray<string> = [
  ...new Set([
    ...[...Fields.decided, ...declarations.flatMap((one) => one.map(([path]) => path.replace(/\[\*\]$/, "")))]
      // Whether a whole is honoured is a matter of its parts, where they are known.
      .filter((path, _, all) => !all.some((other) => other !== path && covers(path, other))),
    ...Fields.refused
  ])
]

/** The fields of which a column says nothing. */
export const unsaid: ReadonlyArray<string> = columns.flatMap(([heading, column]) =>
  paths.filter((path) => column(path) === undefined).map((path) => `${heading}: ${path}`)
)

/** The declared paths that are no fields. */
export const unknown: ReadonlyArray<string> = declarations
  .flatMap((one) => one.map(([path]) => path))
  .filter((declared) => !Fields.decided.some((path) => covers(declared, path) || covers(path, declared)))

const words = (support: FieldSupport.Support | undefined): string => {
  switch (support?._tag) {
    case undefined:
      return "?"
    case "Honoured":
      return "honoured"
    case "Needed":
      return `honoured, and must be there: ${support.reason}`
    case "Refused":
      return `refused: ${support.reason}`
    case "WithoutEffect":
      return `no effect: ${support.reason}`
  }
}

/** A field that the domain refuses never comes before a runtime, and Docker refuses all. */
const cellsOf = (path: string): string => {
  const [first, ...rest] = columns
    .filter(([, column]) => column !== notBuilt)
    .map(([, column]) => words(column(path)))
  const cells = domain(path)?._tag === "Refused" ? rest.map(() => "–") : rest
  return [first, ...cells, "refused"].join(" | ")
}

interface Row {
  readonly field: string
  readonly cells: string
}

const nextKey = (path: string, parent: string): string =>
  /^\.?([^.[]+|\[\*\])/.exec(path.slice(parent.length))?.[0] ?? ""

/**
 * A row for a field whose parts all have the same verdicts; a row for one that is declared as a whole, and rows for the
 * parts that differ; else the rows of its parts.
 */
const rowsOf = (parent: string, below: ReadonlyArray<string>, root: string): ReadonlyArray<Row> => {
  const field = parent.slice(root.length + 1)
  const [only = "", ...others] = new Set(below.map(cellsOf))
  if (others.length === 0) return [{ field, cells: only }]
  const parts = partsOf(parent, below, root)
  if (columns.some(([, column]) => column(parent) === undefined)) return parts
  const whole = { field, cells: cellsOf(parent) }
  return [whole, ...parts.filter(({ cells }) => cells !== whole.cells)]
}

const partsOf = (parent: string, below: ReadonlyArray<string>, root: string): ReadonlyArray<Row> =>
  [...Map.groupBy(below, (path) => `${parent}${nextKey(path, parent)}`)].flatMap(([part, paths]) =>
    rowsOf(part, paths, root)
  )

const pod = "spec.template.spec"
const roots = ["spec", "spec.template.metadata", pod, `${pod}.containers[*]`, `${pod}.initContainers[*]`]

const rootOf = (path: string): string =>
  roots
    .filter((root) => path.startsWith(`${root}.`))
    .toSorted((one, other) => other.length - one.length)[0] ?? ""

const rowsBelow = (root: string): ReadonlyArray<Row> =>
  partsOf(
    root,
    paths.filter((path) => rootOf(path) === root),
    root
  )

const table = (rows: ReadonlyArray<Row>): string =>
  [
    `| field | ${columns.map(([heading]) => heading).join(" | ")} |`,
    `|${" --- |".repeat(columns.length + 1)}`,
    ...rows.map(({ field, cells }) => `| \`${field}\` | ${cells} |`)
  ].join("\n")

/** Rows that are the same in both lists of containers are told once. */
const containerRows = (): ReadonlyArray<Row> => {
  const [containers, initContainers] = ["containers", "initContainers"].map((list) =>
    rowsBelow(`${pod}.${list}[*]`)
  )
  const isIn = (rows: ReadonlyArray<Row> | undefined, { field, cells }: Row) =>
    rows?.some((row) => row.field === field && row.cells === cells) === true
  const alone = (rows: ReadonlyArray<Row> = [], others: ReadonlyArray<Row> | undefined, list: string) =>
    rows.filter((row) => !isIn(others, row)).map((row) => ({ ...row, field: `${list}[*].${row.field}` }))
  return [
    ...(containers ?? []).filter((row) => isIn(initContainers, row)),
    ...alone(containers, initContainers, "containers"),
    ...alone(initContainers, containers, "initContainers")
  ]
}

/** The page. */
export const page = (): string => `# What becomes of each field

Made by \`npm run docs\` from the Schema of the manifest and from what each runtime declares of itself (\`MemorySupport\`, \`ProcessSupport\`). A field that is not here is unknown and refused.

- **honoured**: it has the meaning it has in Kubernetes. The domain honours what it decides upon, and what it checks, shows and hands to the runtime.
- **refused**: a Job that uses it is refused by the path of the field.
- **no effect**: accepted, and the Job runs as if it were not there; \`run\` tells it.
- **–**: never comes here, since the domain refuses it.

The columns are the domain, and where containers run: in memory (\`simulate\`, where a script says how Pods end), as processes of this machine (\`run\`), and on Docker. **The Docker adapter is not built yet**: until it is, it refuses every field.

A field stands for everything below it, unless its parts have rows of their own.

## Job: \`spec\`

${table(rowsBelow("spec"))}

## Pod template: \`spec.template.metadata\`

${table(rowsBelow("spec.template.metadata"))}

## Pod: \`${pod}\`

${table(rowsBelow(pod))}

## Containers: \`${pod}.containers[*]\` and \`initContainers[*]\`

${table(containerRows())}
`
