/** Every kind of case that is known: a kind of the API, the kubelet or the Job controller has its place here. */
import { creation } from "./api/Creation.ts"
import { defaulting } from "./api/Defaulting.ts"
import * as IndexTexts from "./api/IndexTexts.ts"
import { judging } from "./api/Judging.ts"
import * as Statuses from "./api/Statuses.ts"
import * as Updating from "./api/Updating.ts"
import type { CaseKind } from "./CaseKind.ts"
import * as TimeToLive from "./cleanup/TimeToLive.ts"
import * as Backoff from "./controller/Backoff.ts"
import * as Conditions from "./controller/Conditions.ts"
import * as Indexes from "./controller/Indexes.ts"
import * as Naming from "./controller/Naming.ts"
import * as Orphans from "./controller/Orphans.ts"
import * as PerIndex from "./controller/PerIndex.ts"
import * as Policies from "./controller/Policies.ts"
import * as Sync from "./controller/Sync.ts"
import * as Tracking from "./controller/Tracking.ts"
import * as ContainerBackoff from "./kubelet/ContainerBackoff.ts"
import * as Environment from "./kubelet/Environment.ts"
import * as Phase from "./kubelet/Phase.ts"
import * as Scenarios from "./scenario/Scenarios.ts"

/** What the Job controller was observed to do: kinds of job-controller-cases.jsonl. */
export const controller: ReadonlyArray<CaseKind> = [
  ...Backoff.kinds,
  ...Conditions.kinds,
  ...Indexes.kinds,
  ...Naming.kinds,
  ...Orphans.kinds,
  ...PerIndex.kinds,
  ...Policies.kinds,
  ...Scenarios.kinds,
  ...Sync.kinds,
  ...Tracking.kinds
]

/** What the API and the kubelet were observed to do: kinds of api-cases.jsonl. */
export const api: ReadonlyArray<CaseKind> = [
  creation,
  defaulting,
  ...judging,
  ...Updating.kinds,
  ...Statuses.kinds,
  ...IndexTexts.kinds,
  ...Phase.kinds,
  ...ContainerBackoff.kinds,
  ...Environment.kinds,
  ...TimeToLive.kinds
]

/** Why cases of a kind wait for a later issue, if they do. */
export const later = (kind: string): string | undefined =>
  kind.startsWith("cron.") ? "CronJobs come later" : undefined
