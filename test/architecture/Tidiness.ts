/**
 * Nothing unfinished, nothing switched off, and nothing that is true only on the machine it was written on.
 */
import { memberName, everyNode, type Rule, violation } from "./Source.ts"

const unfinished = /\b(TODO|FIXME|XXX)\b/
const switchedOff = /@ts-(ignore|expect-error|nocheck)|(eslint|oxlint)-disable|oxfmt-ignore|prettier-ignore/

/** Only comments are looked at: a domain may well speak of things to do. */
export const comments: Rule = (source) =>
  source.comments.flatMap((comment) => {
    const found = unfinished.exec(comment.value) ?? switchedOff.exec(comment.value)
    return found === null ? [] : [violation(source, comment.start, `says ${found[0]}`)]
  })

/** A test that cannot run here skips itself with `context.skip(reason)`, which is printed. */
export const runsEveryTest = everyNode((node) => {
  const name = memberName(node)
  return name !== undefined && /^(it|test|describe|suite)\.(skip|only|todo|fails|skipIf|runIf)$/.test(name)
    ? `says ${name}`
    : undefined
})

// Written so that this file does not contain what it looks for.
const machine = /(?<![\w.])[/](work|root|home)[/]|[.][.][/]shared\b/

/** What a text says that holds on one machine only. */
export const machinePaths = (path: string, text: string): ReadonlyArray<string> =>
  text.split("\n").flatMap((line, index) => {
    const found = machine.exec(line)
    return found === null ? [] : [`${path}:${index + 1} names ${found[0]}`]
  })
