/**
 * `-o name`: what kubectl calls an object.
 */
import type { JobObject } from "../../../domain/projection/JobObject.ts"
import type { PodObject } from "../../../domain/projection/PodObject.ts"

const kinds = { Job: "job.batch", Pod: "pod" } as const

export const of = ({ kind, metadata }: JobObject | PodObject): string => `${kinds[kind]}/${metadata.name}`
