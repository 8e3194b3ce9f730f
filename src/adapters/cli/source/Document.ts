/**
 * A document: the value a text stands for, and where each part of it is written.
 *
 * YAML is read as Kubernetes reads it: version 1.1 without timestamps and numbers of base 60, so that `yes` is true and
 * a time stays a text. JSON is read as JSON. Either way a key stands once in a mapping, `__proto__` is no key, and
 * aliases cannot blow a small text up.
 */
import * as Result from "effect/Result"
import * as Yaml from "yaml"
import * as Excerpt from "./Excerpt.ts"
import * as JsonSyntax from "./JsonSyntax.ts"
import * as Location from "./Location.ts"

export interface Document {
  /** How messages call the text. */
  readonly name: string
  readonly text: string
  /** Of the first line of the text in its file, from 1. */
  readonly firstLine: number
  readonly value: unknown
  readonly nodes: Yaml.Document.Parsed
  readonly lines: Yaml.LineCounter
}

/** A text in a file. */
export type Source = Pick<Document, "name" | "text" | "firstLine">

/** Why a text is no document: every complaint, ready to print. */
export type Complaints = ReadonlyArray<string>

const aliasesMax = 100
const depthMax = 100

const foreignToKubernetes = new Set([
  "tag:yaml.org,2002:timestamp",
  "tag:yaml.org,2002:binary",
  "tag:yaml.org,2002:omap",
  "tag:yaml.org,2002:pairs",
  "tag:yaml.org,2002:set"
])

const customTags = (tags: Yaml.Tags): Yaml.Tags =>
  tags.filter(
    (tag) => typeof tag === "string" || !(foreignToKubernetes.has(tag.tag) || tag.format === "TIME")
  )

const yaml = { version: "1.1", customTags } as const
const json = { version: "1.2", schema: "json" } as const

const positionOf = ({ text, firstLine }: Source, lines: Yaml.LineCounter, offset: number) => {
  const { line, col } = lines.linePos(Math.min(offset, text.length))
  const own = Math.max(line, 1)
  return { own, place: { line: own + firstLine - 1, column: Math.max(col, 1) } }
}

/** `file:line:column` of an offset. */
export const placeOf = (source: Source, lines: Yaml.LineCounter, offset: number): string => {
  const { place } = positionOf(source, lines, offset)
  return `${source.name}:${place.line}:${place.column}`
}

/** A complaint about a place, given as an offset of the text. */
export const complaint = (
  source: Source,
  lines: Yaml.LineCounter,
  offset: number,
  message: string
): string => {
  const { own, place } = positionOf(source, lines, offset)
  const written = source.text.split("\n", own).at(-1) ?? ""
  return Excerpt.complaint(source.name, written, place, message)
}

/** A text, a number or a list, where a Kubernetes object is expected; `within`: its path in the document. */
export const notAnObject = (document: Document, within = ""): string =>
  complaint(document, document.lines, Location.of(document.nodes, within).value, "not an object")

/** What is wrong with the nodes that a value cannot show: a key `__proto__`, or depth without end. */
const oddity = (nodes: Yaml.Document.Parsed): { offset: number; message: string } | undefined => {
  const found: Array<{ offset: number; message: string }> = []
  Yaml.visit(nodes, (key, node, parents) => {
    if (parents.length > depthMax * 2) {
      found.push({ offset: Location.startOf(node), message: `nested more than ${depthMax} deep` })
      return Yaml.visit.BREAK
    }
    if (key !== "key" || !Yaml.isScalar(node) || node.value !== "__proto__") return undefined
    found.push({ offset: Location.startOf(node), message: "__proto__: Forbidden: unknown field" })
    return Yaml.visit.BREAK
  })
  return found[0]
}

/** The parser runs out of stack where a text is nested without end, and calls that an error of the text. */
const isTooDeep = ({ message }: Yaml.YAMLError): boolean => /call stack|stack overflow/i.test(message)

type Read = (nodes: Yaml.Document.Parsed) => unknown

const evaluated = (
  source: Source,
  lines: Yaml.LineCounter,
  nodes: Yaml.Document.Parsed,
  read: Read
): Result.Result<Document, Complaints> => {
  if (nodes.errors.some(isTooDeep)) return Result.fail([`${source.name}: nested too deeply`])
  if (nodes.errors.length > 0)
    return Result.fail(
      nodes.errors.map(({ pos, message }) => complaint(source, lines, pos[0], `syntax: ${message}`))
    )
  const odd = oddity(nodes)
  if (odd !== undefined) return Result.fail([complaint(source, lines, odd.offset, odd.message)])
  return Result.try({
    try: () => ({ ...source, nodes, lines, value: read(nodes) }),
    // The only thing that fails here is the limit on aliases.
    catch: (error) => [
      Excerpt.printable(`${source.name}: ${error instanceof Error ? error.message : String(error)}`)
    ]
  })
}

const parsed = (
  source: Source,
  options: Yaml.ParseOptions & Yaml.DocumentOptions & Yaml.SchemaOptions,
  read: Read
): ReadonlyArray<Result.Result<Document, Complaints>> => {
  const lines = new Yaml.LineCounter()
  try {
    const all = Yaml.parseAllDocuments(source.text, { ...options, lineCounter: lines, prettyErrors: false })
    return Array.isArray(all) ? all.map((nodes) => evaluated(source, lines, nodes, read)) : []
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return [Result.fail([`${source.name}: nested too deeply`])]
  }
}

/** Every document of a YAML text. */
const fromYaml = (source: Source): ReadonlyArray<Result.Result<Document, Complaints>> =>
  parsed(source, yaml, (nodes): unknown => nodes.toJS({ maxAliasCount: aliasesMax }))

/** The nodes of a text that is JSON; `value` is what JSON makes of it. */
export const locate = (source: Source, value: unknown): Result.Result<Document, Complaints> =>
  parsed(source, json, () => value)[0] ?? Result.fail([`${source.name}: empty`])

const syntax = (source: Source, error: unknown): Complaints => {
  const message = error instanceof Error ? error.message : String(error)
  const lines = new Yaml.LineCounter()
  lines.addNewLine(0)
  ;[...source.text.matchAll(/\n/g)].forEach(({ index }) => lines.addNewLine(index + 1))
  const what = message.replace(/( in JSON at position|, (\.\.\.)?").*$/s, "")
  return [complaint(source, lines, JsonSyntax.errorAt(source.text), `syntax: ${what}`)]
}

export const parseJson = (source: Source): Result.Result<unknown, Complaints> =>
  Result.try({ try: (): unknown => JSON.parse(source.text), catch: (error) => syntax(source, error) })

/** A JSON text with the places of its parts. */
const fromJson = (source: Source): Result.Result<Document, Complaints> =>
  Result.flatMap(parseJson(source), (value) => locate(source, value))

const isJson = ({ name, text }: Source): boolean => /\.json$/i.test(name) || /^\s*\{/.test(text)

/**
 * The documents of a text. What begins like JSON and is none may still be YAML, unless its name says otherwise.
 */
export const read = (source: Source): ReadonlyArray<Result.Result<Document, Complaints>> => {
  if (!isJson(source)) return fromYaml(source)
  const document = fromJson(source)
  return Result.isSuccess(document) || /\.json$/i.test(source.name) ? [document] : fromYaml(source)
}
