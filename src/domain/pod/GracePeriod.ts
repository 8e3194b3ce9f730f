/**
 * How long a Pod asked to terminate has until it is killed (LC-50).
 */
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"

/** A negative grace period counts as one second. */
export const seconds = ({ spec: { terminationGracePeriodSeconds } }: PodTemplate): number =>
  terminationGracePeriodSeconds < 0 ? 1 : terminationGracePeriodSeconds

/** When a Pod asked to terminate at `at` is killed (epoch milliseconds). */
export const endsAt = (template: PodTemplate, at: number): number => at + seconds(template) * 1000
