/**
 * What happens to the containers of Pods, in words.
 */
import type { Event } from "../../domain/event/Event.ts"
import type { PodRecord } from "../../domain/projection/PodHistory.ts"
import type * as About from "./About.ts"
import * as Clock from "./Clock.ts"
import * as Entry from "./Entry.ts"

export type ContainerEvent = Extract<Event, { readonly container: string }>

/** Which container of several is meant; nothing for the first, which stands for its Pod. */
const whose = ({ pod }: About.About, container: string): string => {
  if (pod.containers[0]?.name === container) return ""
  const item = pod.initContainers.find(({ name }) => name === container)
  const kind = item === undefined ? "container" : item.isSidecar ? "sidecar" : "init container"
  return `${kind} ${container} `
}

const exitCode = ({ initContainers, containers }: PodRecord, container: string): number =>
  [...initContainers, ...containers].find(({ name }) => name === container)?.run?.exitCode ?? 0

const restarting = (
  about: About.About,
  { at, due, container }: Extract<ContainerEvent, { readonly _tag: "ContainerRestartDecided" }>
): Entry.Entry => {
  const when = due === at ? "at once" : `in ${Clock.roughly(due - at)}`
  const code = exitCode(about.pod, container)
  const text = `${whose(about, container)}ended with exit code ${code}, to run again in place ${when}`
  return Entry.ofPod(at, about.name, text, { tone: "waiting" })
}

const startedAgain = (
  about: About.About,
  { at, container, attempt }: Extract<ContainerEvent, { readonly _tag: "ContainerStarted" }>
): Entry.Entry | undefined =>
  attempt === 0
    ? undefined
    : Entry.ofPod(at, about.name, `${whose(about, container)}restarted in place, restart ${attempt}`)

const causes = {
  StartupProbe: "it does not start up, by its probe",
  LivenessProbe: "it is not alive any more, by its probe",
  PostStartHook: "its postStart hook failed"
}

const killed = (
  about: About.About,
  { at, container, cause }: Extract<ContainerEvent, { readonly _tag: "ContainerKillDecided" }>
): Entry.Entry =>
  Entry.ofPod(at, about.name, `${whose(about, container)}asked to end: ${causes[cause]}`, { tone: "waiting" })

const restartingAll = (
  about: About.About,
  { at, container }: Extract<ContainerEvent, { readonly _tag: "AllContainersRestartDecided" }>
): Entry.Entry => {
  const code = exitCode(about.pod, container)
  const text = `${whose(about, container)}ended with exit code ${code}, to start the whole Pod over in place`
  return Entry.ofPod(at, about.name, text, { tone: "waiting" })
}

/** The entry that tells an event, if it is told. */
export const of = (event: ContainerEvent, about: About.About): Entry.Entry | undefined => {
  switch (event._tag) {
    case "ContainerRestartDecided":
      return restarting(about, event)
    case "ContainerStarted":
      return startedAgain(about, event)
    case "ContainerKillDecided":
      return killed(about, event)
    case "AllContainersRestartDecided":
      return restartingAll(about, event)
    case "ContainerLost":
      return Entry.ofPod(
        event.at,
        about.name,
        `lost the ${whose(about, event.container).trim() || "container"}`
      )
    case "ContainerReady":
    case "ContainerStartupSucceeded":
    case "ContainerUnhealthy":
    case "ContainerExited":
    case "ContainerBackoffElapsed":
      return undefined
  }
}
