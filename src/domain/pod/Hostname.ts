/**
 * What a Pod calls its machine (LC-86, JC-91).
 */
import type { PodSpec } from "../manifest/template/PodSpecSchema.ts"

const lengthMax = 63

/** The hostname in a Pod's spec: Pods of an Indexed Job are told apart by their index, whatever the template says. */
export const assigned = (
  job: string,
  index: number | undefined,
  template: Pick<PodSpec, "hostname">
): string | undefined => (index === undefined ? template.hostname : `${job}-${index}`)

/** The hostname of a Pod: the one assigned, or its name, cut to what a hostname may hold. */
export const of = (
  job: string,
  index: number | undefined,
  pod: string,
  template: Pick<PodSpec, "hostname" | "hostnameOverride"> = {}
): string => {
  if (template.hostnameOverride !== undefined) return template.hostnameOverride
  const hostname = assigned(job, index, template) ?? pod
  return hostname.length > lengthMax ? hostname.slice(0, lengthMax).replace(/[-.]+$/, "") : hostname
}
