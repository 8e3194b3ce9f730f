/**
 * Names and UIDs of Pods: functions of the Job and the Pod's ordinal (promise P4).
 *
 * A suffix is a bijection of the ordinal, keyed by the Job's UID: it looks random, never collides, and is the same in
 * every replay. Ordinals beyond 27⁵ get six characters, then seven.
 */

/** What generated names end in: no vowels, and nothing that looks like one (AJ-66). */
export const alphabet = "bcdfghjklmnpqrstvwxz2456789"
const radix = alphabet.length

/** AJ-66: with the suffix, a generated name has 63 characters at most. */
const nameLengthMax = 63

/** 32 bits of an FNV-1a hash; enough to spread names, not meant to keep secrets. */
const hash = (text: string, position = 0, state = 2166136261): number =>
  position === text.length
    ? state
    : hash(text, position + 1, Math.imul(state ^ text.charCodeAt(position), 16777619) >>> 0)

/** Digits in base 27, most significant first. */
const digits = (value: number, length: number): string =>
  length === 0 ? "" : digits(Math.floor(value / radix), length - 1) + alphabet.charAt(value % radix)

/** A factor that shares none with 27, which makes the map below a bijection, and keeps its products exact. */
const factor = (key: number, size: number): number =>
  (key % Math.floor(Math.min(size, Number.MAX_SAFE_INTEGER / size) / 4)) * 3 + 1

/** Multiplying and adding modulo 27ˡ, for ordinals counted from the first that needs this length. */
const permuted = (key: number, ordinal: number, length: number): string => {
  const size = radix ** length
  return ordinal < size
    ? digits((ordinal * factor(key, size) + key) % size, length)
    : permuted(key, ordinal - size, length + 1)
}

/** The random-looking end of a Pod's name. */
export const suffix = (jobUid: string, ordinal: number): string => permuted(hash(jobUid), ordinal, 5)

/** `JOB-` or `JOB-INDEX-`, cut in the Job's name where it would grow too long (JC-90, LC-85). */
const prefix = (job: string, index: number | undefined, lengthMax: number): string => {
  const tail = index === undefined ? "" : `-${index}-`
  if (index === undefined) return `${job}-`.slice(0, lengthMax)
  return job.slice(0, lengthMax - tail.length) + tail
}

/** AJ-66: what a cluster puts five characters behind. */
export const generateName = (job: string, index: number | undefined): string =>
  prefix(job, index, nameLengthMax - 5)

/** A Pod's name; unique among all Pods the Job ever had. */
export const name = (
  job: { readonly name: string; readonly uid: string },
  ordinal: number,
  index?: number
): string => {
  const end = suffix(job.uid, ordinal)
  return prefix(job.name, index, nameLengthMax - end.length) + end
}

/** However long index and suffix are, this much of a Job's name is left in those of its Pods. */
const leftMin = nameLengthMax - "-4294967295-".length - 7

/** Whether a name may be that of a Pod of a Job of some name: others are ruled out. */
export const mayBear = (job: string, pod: string): boolean => pod.startsWith(job.slice(0, leftMin))

/** A Pod's UID: its Job's, marked as made by a rule of our own (version 8), ending in the ordinal. */
export const uid = (jobUid: string, ordinal: number): string =>
  `${jobUid.slice(0, 14)}8${jobUid.slice(15, 28)}${ordinal.toString(16).padStart(8, "0")}`
