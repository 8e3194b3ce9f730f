/**
 * Laws of what is yet to come: whatever is not over waits for somebody or something that is sure to be seen to. A
 * Job that would stay for ever as it is, with nobody to blame, is found in the batch that brought it there.
 */
import * as Job from "../job/Job.ts"
import * as PodSet from "../job/PodSet.ts"
import * as Pod from "../pod/Pod.ts"
import * as Pending from "../projection/Pending.ts"
import { holds, type Law } from "./Law.ts"

export const jobsWaitForSomething: Law = {
  name: "jobsWaitForSomething",
  rules: "P7",
  text: "When a batch ends, a Job that is not over waits for a user, a timer or a Pod.",
  batch: ({ batch: { job } }) => {
    if (!Job.isReconciled(job)) return undefined
    return Job.hasLivePods(job) || Pending.ofJob(job).length > 0
      ? holds
      : "it is not over and waits for nothing"
  }
}

/** Its end is waited for. */
const isRunning = ({ state }: Pod.Container): boolean => state === "Running"

export const podsWaitForSomething: Law = {
  name: "podsWaitForSomething",
  rules: "P7",
  text: "When a batch ends, a Pod that has not ended waits for room, or for a container to start, to end or to be due.",
  pods: ({ batch: { job } }, { ordinal }) => {
    const pod = PodSet.get(job.podSet, ordinal)
    if (pod === undefined || Pod.isFinished(pod)) return undefined
    return pod.containers.some(isRunning) ||
      pod.initContainers.some(isRunning) ||
      Pending.ofPod(job, pod).length > 0
      ? holds
      : `Pod ${ordinal} has not ended and waits for nothing`
  }
}
