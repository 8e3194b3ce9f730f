/**
 * Laws of Pods that start over in place, with all their containers (LC-36).
 */
import type { RestartRule } from "../manifest/PodTemplateSchema.ts"
import { holds, type Law, type Moment, type Saying } from "./Law.ts"
import * as PodMemory from "./PodMemory.ts"
import type { RunMemory } from "./RunMemory.ts"
import type { Item } from "./TemplateMemory.ts"

const isFor = ({ exitCodes }: RestartRule, code: number): boolean =>
  exitCodes?.operator === "NotIn"
    ? !exitCodes.values.includes(code)
    : exitCodes?.operator === "In" && exitCodes.values.includes(code)

type Run = Partial<RunMemory>

export const isForProbe = ({ unhealthy }: Run): boolean =>
  unhealthy === "LivenessProbe" || unhealthy === "StartupProbe"

/**
 * What the first rule says that is for the end of a run, told anew (LC-2); rules without a policy are none, and after a
 * probe they are asked only where the policy is never to restart.
 */
export const actionAfter = ({ restartPolicy, restartPolicyRules }: Item, run: Run): string | undefined => {
  if (restartPolicy === undefined || (isForProbe(run) && restartPolicy !== "Never")) return undefined
  const { exitCode = 0 } = run
  return restartPolicyRules.find((rule) => isFor(rule, exitCode))?.action
}

/** The container has ended, by itself or not, in a way that starts its Pod over. */
const asksForIt = (pod: PodMemory.PodMemory, item: Item): boolean => {
  const run = PodMemory.runOf(pod, item.name)
  return (
    run !== undefined &&
    !run.isRunning &&
    run.exitCode !== undefined &&
    run.due === undefined &&
    actionAfter(item, run) === "RestartAllContainers"
  )
}

/** Nothing else ends it. */
const livesOn = (pod: PodMemory.PodMemory): boolean =>
  pod.end === undefined && !pod.isAsked && !pod.isOver && !pod.isEvicted

/** At the end of a batch. */
const startsOver = (
  {
    memory: {
      job: { template }
    }
  }: Moment,
  pod: PodMemory.PodMemory
): Saying => {
  if (!template.startsOver || !template.items.some((item) => asksForIt(pod, item))) return undefined
  return livesOn(pod) && pod.restartsAllBy === undefined ? `Pod ${pod.ordinal} goes on` : holds
}

export const podsStartOverByTheirRules: Law = {
  name: "podsStartOverByTheirRules",
  rules: "LC-2, LC-36",
  text: "A Pod starts over, at once, exactly when a container ends for which its first matching rule says so, and nothing else ends the Pod.",
  events: {
    AllContainersRestartDecided: ({ job: { template } }, { ordinal, container, attempt }, pod) => {
      if (pod === undefined) return undefined
      if (!livesOn(pod)) return `Pod ${ordinal} is to end`
      if (pod.restartsAllBy !== undefined) return `Pod ${ordinal} starts over already`
      const item = template.items.find(({ name }) => name === container)
      const isLast = PodMemory.runOf(pod, container)?.attempt === attempt
      return item !== undefined && isLast && asksForIt(pod, item)
        ? holds
        : `run ${attempt} of ${container} does not ask for it`
    }
  },
  pods: startsOver
}

export const removedContainersHaveEnded: Law = {
  name: "removedContainersHaveEnded",
  rules: "LC-36",
  text: "The containers of a Pod that starts over are removed when none of them runs any more.",
  events: {
    AllContainersRemoved: (_, { ordinal }, pod) => {
      if (pod?.restartsAllBy === undefined) return `Pod ${ordinal} does not start over`
      const running = pod?.runs.find(({ isRunning }) => isRunning)
      return running === undefined ? holds : `${running.container} runs`
    }
  }
}
