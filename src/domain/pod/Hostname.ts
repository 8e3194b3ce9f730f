/**
 * What a Pod calls its machine (LC-86, JC-91).
 */
const lengthMax = 63

/** What the Job controller sets: Pods of an Indexed Job are told apart by their index. */
export const assigned = (job: string, index: number | undefined): string | undefined =>
  index === undefined ? undefined : `${job}-${index}`

/** The hostname of a Pod: the one assigned, or its name, cut to what a hostname may hold. */
export const of = (job: string, index: number | undefined, pod: string): string => {
  const hostname = assigned(job, index) ?? pod
  return hostname.length > lengthMax ? hostname.slice(0, lengthMax).replace(/[-.]+$/, "") : hostname
}
