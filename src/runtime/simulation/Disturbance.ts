/**
 * What goes wrong with the controller of a play, to the point: after which append it dies, and when it hears what the
 * world says. A scenario's own faults come at instants; these come at places of the log.
 */
import type { Event } from "../../domain/event/Event.ts"
import type { Fact } from "../../domain/event/Fact.ts"
import { evolve } from "../../domain/job/Evolve.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as News from "../../domain/job/News.ts"

/** What it has appended is there; what follows from it was done, or was not. */
export type Death = "BeforeIntents" | "AfterIntents"

/** Something the world said; `at`: it is on its way until then, and comes behind what was on its way before. */
export interface Letter {
  readonly fact: Fact
  readonly at?: number
}

export interface Disturbance {
  /** Whether the controller dies that has just appended the batch of this number, from 1. */
  readonly dies: (batch: number) => Death | undefined
  /** What the controller is told of what the world says, in order. */
  readonly carries: (fact: Fact) => ReadonlyArray<Letter>
  /** What a controller that has taken over this log is told again, before anything else. */
  readonly retells: (log: ReadonlyArray<Event>) => ReadonlyArray<Fact>
}

/** How far it has come. */
export interface Course {
  readonly disturbance: Disturbance | undefined
  /** How many batches there are. */
  batches: number
  /** Who is dying acts once more, and hears nothing any more. */
  controller: "Alive" | "Dying" | "Dead"
  /** What the world has said and nobody has heard: because nobody was there, or because it is still on its way. */
  readonly unheard: Array<Fact>
  readonly onItsWay: Array<Fact>
}

export const course = (disturbance: Disturbance | undefined): Course => ({
  disturbance,
  batches: 0,
  controller: "Alive",
  unheard: [],
  onItsWay: []
})

export const isDead = ({ controller }: Course): boolean => controller === "Dead"

/** The controller has appended a batch, and lives on or not. */
export const appended = (before: Course): void => {
  before.batches += 1
  const death = before.disturbance?.dies(before.batches)
  if (death !== undefined) before.controller = death === "BeforeIntents" ? "Dead" : "Dying"
}

/** It has done what follows from the batch. */
export const acted = (before: Course): void => {
  if (before.controller === "Dying") before.controller = "Dead"
}

/** What is said to a controller that hears nothing is kept for the next one. */
export const isMissed = ({ controller, unheard }: Course, fact: Fact): boolean => {
  if (controller === "Alive") return false
  unheard.push(fact)
  return true
}

/** How something the world says is told; what is told later is on its way until then. */
export const letters = ({ disturbance, onItsWay }: Course, fact: Fact): ReadonlyArray<Letter> => {
  const told = disturbance?.carries(fact) ?? [{ fact }]
  for (const letter of told) if (letter.at !== undefined) onItsWay.push(letter.fact)
  return told
}

export const arrived = ({ onItsWay }: Course, fact: Fact): void => {
  onItsWay.splice(onItsWay.indexOf(fact), 1)
}

/** The Job as the world knows it, which has done also what is on its way. */
export const known = ({ onItsWay }: Course, job: Job): Job =>
  onItsWay.reduce((before, fact) => (News.isNews(before, fact) ? evolve(before, fact) : before), job)
