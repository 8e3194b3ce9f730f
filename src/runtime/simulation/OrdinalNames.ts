/**
 * Pod names as TR-28 writes them, `<job>-<index>-#<ordinal>` or `<job>-#<ordinal>`, wherever an answer names a
 * Pod: a cluster draws the last part of a name at random, so names as such cannot be compared.
 */
import type * as Answer from "./Answer.ts"

const word = /[a-z0-9](?:[a-z0-9.#-]*[a-z0-9])?/g

/** The same answer with normalised Pod names, in messages too. */
export const normalised = (answer: Answer.Answer): Answer.Answer => {
  const names = new Map(answer.pods.map((pod) => [pod.name, nameOf(pod)]))
  if (answer.pods.every((pod) => names.get(pod.name) === pod.name)) return answer
  const rename = (text: string) => text.replaceAll(word, (name) => names.get(name) ?? name)
  return {
    ...answer,
    ...(answer.rejected === undefined ? {} : { rejected: answer.rejected.map(rejectedWith(rename)) }),
    status: statusWith(rename)(answer.status),
    pods: answer.pods.map((pod) => ({ ...pod, name: nameOf(pod) })),
    statusHistory: answer.statusHistory.map(({ at, status }) => ({ at, status: statusWith(rename)(status) })),
    events: answer.events.map((event) => ({ ...event, message: rename(event.message) }))
  }
}

/** The normalised name of a Pod; the Job's name is what comes before index and random part. */
const nameOf = (pod: Answer.Pod): string => {
  const job = pod.name.slice(0, Math.max(pod.name.lastIndexOf("-"), 0))
  return `${job}-#${pod.ordinal}`
}

type Rename = (text: string) => string

const rejectedWith =
  (rename: Rename) =>
  (rejected: Answer.Rejected): Answer.Rejected => ({ ...rejected, errors: rejected.errors.map(rename) })

const statusWith =
  (rename: Rename) =>
  (status: Answer.Status): Answer.Status =>
    status.conditions === undefined
      ? status
      : { ...status, conditions: status.conditions.map(conditionWith(rename)) }

const conditionWith =
  (rename: Rename) =>
  (condition: Answer.Condition): Answer.Condition =>
    condition.message === undefined ? condition : { ...condition, message: rename(condition.message) }
