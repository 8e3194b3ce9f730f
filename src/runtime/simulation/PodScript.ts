/**
 * What one Pod does, by the rules of a scenario (TR-10 to TR-15).
 */
import * as Timestamp from "../../domain/data/Timestamp.ts"
import type { Container } from "../../domain/manifest/PodTemplateSchema.ts"
import * as Pod from "../../domain/pod/Pod.ts"
import type * as Scenario from "./Scenario.ts"

/** Who a Pod is, for rules and commands to match. */
export interface Identity {
  readonly ordinal: number
  readonly index: number | undefined
  readonly attempt: number
}

const within = (part: number | string, value: number): boolean => {
  if (typeof part === "number") return part === value
  const [first = "", last = first] = part.split("-")
  return Number(first) <= value && value <= Number(last)
}

const includes = (match: Scenario.Match | undefined, value: number | undefined): boolean => {
  if (match === undefined) return true
  if (value === undefined) return false
  return typeof match === "object" ? match.some((part) => within(part, value)) : within(match, value)
}

/** `index` never matches a Pod without one (TR-10). */
export const matches = (match: Scenario.PodMatch | undefined, pod: Identity): boolean =>
  match === undefined ||
  (includes(match.index, pod.index) &&
    includes(match.attempt, pod.attempt) &&
    includes(match.ordinal, pod.ordinal))

const otherwise: Scenario.Rule = {}

/** The first rule that matches decides. */
export const ruleFor = (rules: ReadonlyArray<Scenario.Rule>, pod: Identity): Scenario.Rule =>
  rules.find((rule) => matches(rule.match, pod)) ?? otherwise

/** The part of an init container; sidecars run on by themselves, others are over at once. */
export const initRuleFor = (rule: Scenario.Rule, container: Container): Scenario.InitRule => {
  const part = rule.init?.find(({ name }) => name === undefined || name === container.name)
  const byItself = Pod.isSidecar(container) ? "forever" : 0
  return { ...part, runFor: part?.runFor ?? byItself, terminationTakes: part?.terminationTakes ?? 0 }
}

export const startAfter = (rule: Scenario.Rule): number => rule.startAfter ?? Timestamp.secondMillis
export const terminationTakes = (rule: Run): number => rule.terminationTakes ?? Timestamp.secondMillis
export const runFor = (rule: Run): number | "forever" => rule.runFor ?? Timestamp.secondMillis
export const ready = (rule: Run): boolean => rule.ready ?? true

/** How a run of the first container ends; `whole`: the Pod fails as a whole with it (TR-13). */
export interface End {
  readonly exitCode: number
  readonly reason: string
  readonly whole: boolean
}

/** What a run does, of whichever container. */
type Run = Scenario.Rule | Scenario.InitRule

const ownCode = (rule: Run): number => (rule.signal === undefined ? (rule.exitCode ?? 0) : 128 + rule.signal)

/** With which a run fails that another one follows (TR-14). */
export const failingCode = (rule: Run): number => (ownCode(rule) === 0 ? 1 : ownCode(rule))

const end = (rule: Run, exitCode: number, whole: boolean): End => ({
  exitCode,
  reason: rule.reason ?? (exitCode === 0 ? "Completed" : "Error"),
  whole
})

/**
 * Where runs are followed by others, the first `restarts` of them fail, whatever the rule's own code is (TR-14); the
 * last run, which nothing follows, ends by the rule.
 */
export const endOfRun = (rule: Run, attempt: number, mayRestart: boolean): End => {
  const code = failingCode(rule)
  if (mayRestart && attempt < (rule.restarts ?? 0)) return end(rule, code, false)
  return end(rule, ownCode(rule), "podReason" in rule || "conditions" in rule)
}

/** How a container ends that is asked to. */
export const terminated: End = { exitCode: 143, reason: "Error", whole: false }

/** How a Pod ends that is asked to terminate and does not end by itself before (TR-15). */
export const endOfTermination = (rule: Scenario.Rule): End => {
  const isScripted = rule.runFor === "forever" && (rule.exitCode !== undefined || rule.signal !== undefined)
  return isScripted ? end(rule, ownCode(rule), false) : terminated
}
