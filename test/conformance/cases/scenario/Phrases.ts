/**
 * What the steps of prose cases say, phrase by phrase, and what is told then. Upstream's tests write the status of Pods
 * themselves; here a Pod that is to end runs first, and all others stay unscheduled, so that they vanish at once when
 * they are asked to terminate, as they do where no kubelet is.
 */
import * as Result from "effect/Result"
import * as Admission from "../../../../src/domain/command/Admission.ts"
import * as Patching from "../../../../src/domain/command/Patching.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as Pod from "../../../../src/domain/pod/Pod.ts"
import * as Told from "../../../domain/Told.ts"
import * as Play from "./Play.ts"

/** Of which Pods something is said. */
type Subject = (play: Play.Play) => ReadonlyArray<Pod.Pod>

/** What is said of each of them. */
type Verb = (pod: Pod.Pod) => ReadonlyArray<Told.Told>

const active: Subject = (play) => Play.alive(play).filter(Pod.isActive)
const terminating: Subject = (play) => Play.alive(play).filter(Pod.isTerminating)

/** Those that run come first, and those that somebody waits for. */
const foremost =
  (count: number): Subject =>
  (play) =>
    [
      ...active(play).filter(({ ready }) => ready),
      ...active(play).filter(({ ready }) => !ready),
      ...terminating(play)
    ].slice(0, count)

const ofIndexes =
  (indexes: ReadonlyArray<number>): Subject =>
  (play) =>
    indexes.flatMap((index) =>
      [...active(play), ...terminating(play)].filter((pod) => pod.index === index).slice(0, 1)
    )

const range = (first: number, last: number): ReadonlyArray<number> =>
  Array.from({ length: last - first + 1 }, (_, place) => first + place)

const numbers = (text: string): ReadonlyArray<number> =>
  text.split(/, /).flatMap((part) => {
    const [first = "", last = first] = part.split("-")
    return range(Number(first), Number(last))
  })

type Parsed<A> = readonly [form: RegExp, of: (...groups: ReadonlyArray<string>) => A]

const parsed = <A>(table: ReadonlyArray<Parsed<A>>, text: string): A | undefined => {
  for (const [form, of] of table) {
    const match = form.exec(text)
    if (match !== null) return of(...match.slice(1))
  }
  return undefined
}

const subjects: ReadonlyArray<Parsed<Subject>> = [
  [/^(?:the pod of )?index (\d+)$/, (index) => ofIndexes([Number(index)])],
  [/^indexes ([\d, -]+)$/, (list = "") => ofIndexes(numbers(list))],
  [/^(\d+)(?: \(ready\))?(?: pods?)?$/, (count) => foremost(Number(count))],
  [/^(?:(?:the|its|one|the second) )?pod$|^the replacement$|^one of two pods$/, () => foremost(1)],
  [/^both pods$/, () => foremost(2)],
  [/^the other pod$|^the terminating pods$|^pods$/, () => terminating]
]

const runs: Verb = (pod) => (pod.slot ? [] : [Told.podRuns(pod.ordinal, { ready: false })])

const ends =
  (exitCode: number): Verb =>
  (pod) => [...runs(pod), Told.podEnds(pod.ordinal, exitCode)]

const isDeleted: Verb = ({ ordinal }) => [Told.podIsDeleted(ordinal)]

/** What ends a Pod that was asked to terminate. */
const terminated = 143

const verbs: ReadonlyArray<Parsed<Verb>> = [
  [/^succeeds?(?: \(.*\))?$/, () => ends(0)],
  [/^fails?(?: again| matching no rule| as early as possible| \(.*\))?$/, () => ends(1)],
  [/^fails with exit(?: code)? (-?\d+)$/, (code) => ends(Number(code))],
  [
    /^fails with DisruptionTarget(?:=True)?$/,
    () => (pod) => [...runs(pod), Told.podIsEvicted(pod.ordinal, "")]
  ],
  [/^fails and is deleted$/, () => (pod) => [...ends(1)(pod), ...isDeleted(pod)]],
  [/^ready$/, () => (pod) => [Told.podRuns(pod.ordinal)]],
  [/^are deleted \(stay terminating\)$/, () => isDeleted],
  [/^terminates$|^reach Failed$|^gone$/, () => ends(terminated)],
  [/^stays? (?:Pending|terminating)$/, () => () => []]
]

const patched =
  (patch: object): Play.Act =>
  (play) =>
    Result.match(Patching.patchJob(play.job, { _tag: "PatchJob", at: play.at, patch }), {
      onFailure: (rejection) => ({ ...play, refusal: Admission.describe(rejection) }),
      onSuccess: (fact) => Play.tell({ at: undefined, facts: () => [fact] })(play)
    })

const changed = (spec: object): Play.Act => patched({ spec })

const pod = (spec: object): object => ({ template: { spec } })

/** What is written into a template that is changed. */
export const resources = { requests: { cpu: "100m" } }
export const nodeSelector = { disk: "ssd" }

const withResources: Play.Act = changed(pod({ containers: [{ name: "main", image: "busybox", resources }] }))

const withNodeSelector = (more: object): Play.Act => changed({ ...pod({ nodeSelector }), ...more })

const withAnotherNodeSelector: Play.Act = changed(pod({ nodeSelector: { disk: "tape" } }))

const size = (count: string | undefined): Play.Act =>
  changed({ completions: Number(count), parallelism: Number(count) })

const isJobDeleted = (policy?: "Background" | "Foreground" | "Orphan"): Play.Act =>
  Play.tell(Told.isDeleted(policy))

const everyPodRuns: Play.Act = (play) => Play.tell(...active(play).flatMap(runs))(play)

const goes = (policy: "Background" | "Foreground" | "Orphan"): Play.Act =>
  Play.all(everyPodRuns, isJobDeleted(policy))

/** A finished Pod, or one of those that are there. */
const lastPodIsDeleted: Play.Act = (play) => {
  const ordinals = range(0, play.job.podSet.nextOrdinal - 1)
  const ordinal = ordinals.findLast((ordinal) => Job.canBeDeleted(play.job, ordinal))
  return ordinal === undefined ? play : Play.tell(Told.podIsDeleted(ordinal))(play)
}

const untilNoneIsActive =
  (verb: Verb): Play.Act =>
  (play) => {
    const pods = active(play)
    return pods.length === 0
      ? play
      : untilNoneIsActive(verb)(Play.waited(Play.tell(...pods.flatMap(verb))(play)))
  }

const acts: ReadonlyArray<Parsed<Play.Act>> = [
  [/^create$/, () => Play.nothing],
  [/^wait for [^,]*$/, () => Play.nothing],
  [/^Job events reach the controller late$|^Job without managedBy$/, () => Play.nothing],
  [/^(?:the |a )?controller (?:is )?(?:restart|start|stopp)/, () => Play.restart],
  [/^completions = parallelism = (\d+)$/, size],
  [/^parallelism (\d+)$/, (count) => changed({ parallelism: Number(count) })],
  [/^suspend(?: = true)?$/, () => changed({ suspend: true })],
  [/^resume$|^suspend = false$/, () => changed({ suspend: false })],
  [/^change container resources$/, () => withResources],
  [/^set nodeSelector and suspend=false in one update$/, () => withNodeSelector({ suspend: false })],
  [
    /^change nodeSelector(?: while running| at once, before the Suspended condition is written)?$/,
    () => withNodeSelector({})
  ],
  [/^change nodeSelector again$/, () => withAnotherNodeSelector],
  [/^the pod is deleted$/, () => lastPodIsDeleted],
  [/^the Job is deleted with default options$/, () => isJobDeleted()],
  [
    /^the Job is deleted with each propagation policy while its pods run$/,
    () => Play.all(goes("Background"), Play.recreate(), goes("Foreground"), Play.recreate(), goes("Orphan"))
  ],
  [
    /^Job deleted in background and recreated under the same name$/,
    () => Play.all(isJobDeleted("Background"), Play.recreate())
  ],
  [
    /^Job deleted and recreated under the same name with managedBy before the delayed sync runs$/,
    () => Play.all(isJobDeleted("Background"), Play.recreate({ managedBy: "example.com/custom" }))
  ],
  [/^the rest (.*)$/, (verb = "") => untilNoneIsActive(parsed(verbs, verb) ?? (() => []))]
]

const told =
  (subject: Subject, verb: Verb): Play.Act =>
  (play) =>
    Play.tell(...subject(play).flatMap(verb))(play)

/** `the pod of index 1 terminates`: some of the words are the subject, the others the verb. */
const sentence = (text: string): Play.Act | undefined => {
  const [, order, object] = /^(fail|succeed) (index \d+)/.exec(text) ?? []
  if (order !== undefined && object !== undefined) return sentence(`${object} ${order}s`)
  const words = text.split(" ")
  for (const place of words.keys()) {
    const subject = parsed(subjects, words.slice(0, place).join(" "))
    const verb = parsed(verbs, words.slice(place).join(" "))
    if (subject !== undefined && verb !== undefined) return told(subject, verb)
  }
  return undefined
}

const phrase = (text: string): Play.Act | undefined => parsed(acts, text) ?? sentence(text)

/** Phrases stand between semicolons, or between commas where the whole is none. */
const phrasesOf = (step: string): ReadonlyArray<readonly [text: string, act: Play.Act | undefined]> =>
  step.split("; ").flatMap((clause) => {
    const whole = phrase(clause)
    return whole === undefined
      ? clause.split(/, (?:then )?/).map((text) => [text, phrase(text)] as const)
      : [[clause, whole] as const]
  })

/** The first phrase of a step that means nothing here. */
export const unknown = (step: string): string | undefined =>
  phrasesOf(step).find(([, act]) => act === undefined)?.[0]

export const actOf = (step: string): Play.Act =>
  Play.all(...phrasesOf(step).map(([, act]) => act ?? Play.nothing))
