/**
 * The chain of a log: each record's hash covers the hash before it and the record's own text (store rules (a), (b)).
 *
 * Whoever changes, removes or swaps a record changes every hash after it. The chain shows that a log was altered, to
 * those who know its head; somebody who can rewrite the whole log can rewrite the chain too.
 */
import { hash } from "node:crypto"

/** So long is a hash. */
export const digits = 64

/** What the first record is chained to. */
export const genesis = "0".repeat(digits)

/** SHA-256(previous hash ‖ text), as 64 hexadecimal digits. */
export const next = (previous: string, text: string): string => hash("sha256", previous + text)
