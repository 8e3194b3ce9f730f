/** Every kind of case that is known: a kind of the API, the kubelet or the Job controller has its place here. */
import type { CaseKind } from "./CaseKind.ts"
import * as TimeToLive from "./cleanup/TimeToLive.ts"
import * as Naming from "./controller/Naming.ts"
import * as Backoff from "./kubelet/Backoff.ts"
import * as Environment from "./kubelet/Environment.ts"
import * as Phase from "./kubelet/Phase.ts"

/** What the Job controller was observed to do: kinds of job-controller-cases.jsonl. */
export const controller: ReadonlyArray<CaseKind> = [...Naming.kinds]

/** What the API and the kubelet were observed to do: kinds of api-cases.jsonl. */
export const api: ReadonlyArray<CaseKind> = [
  ...Phase.kinds,
  ...Backoff.kinds,
  ...Environment.kinds,
  ...TimeToLive.kinds
]

/** Why cases of a kind wait for a later issue, if they do. */
export const later = (kind: string): string | undefined =>
  kind.startsWith("cron.") ? "CronJobs come later" : undefined
