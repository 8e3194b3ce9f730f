/** The phase of a Pod from the statuses of its containers (LC-2, LC-3). */
import * as Schema from "effect/Schema"
import { RestartRule } from "../../../../src/domain/manifest/PodTemplateSchema.ts"
import * as PodPhase from "../../../../src/domain/pod/PodPhase.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"

/** Whole objects of the API: what else they hold says nothing of a phase. */
const others = [Schema.Record(Schema.String, Schema.Unknown)] as const

const Container = Schema.StructWithRest(
  Schema.Struct({
    name: Schema.String,
    restartPolicy: Schema.optionalKey(Schema.String),
    restartPolicyRules: Schema.optionalKey(Schema.Array(RestartRule))
  }),
  others
)

const Containers = Schema.optionalKey(Schema.NullOr(Schema.Array(Container)))

const Spec = Schema.StructWithRest(
  Schema.Struct({
    restartPolicy: Schema.optionalKey(Schema.String),
    initContainers: Containers,
    containers: Containers
  }),
  others
)
type Spec = typeof Spec.Type

const Terminated = Schema.StructWithRest(
  Schema.Struct({ exitCode: Schema.Int, reason: Schema.optionalKey(Schema.String) }),
  others
)

const State = Schema.Struct({
  waiting: Schema.optionalKey(Schema.Unknown),
  running: Schema.optionalKey(Schema.Unknown),
  terminated: Schema.optionalKey(Terminated)
})

const Status = Schema.StructWithRest(
  Schema.Struct({
    name: Schema.String,
    state: Schema.optionalKey(State),
    lastState: Schema.optionalKey(State),
    started: Schema.optionalKey(Schema.Boolean)
  }),
  others
)
type Status = typeof Status.Type

/** A status without any state says as little as none. */
const view = ({ state = {}, lastState = {}, started = false }: Status): PodPhase.View => {
  const { waiting, running, terminated } = state
  const { exitCode, reason } = terminated ?? lastState.terminated ?? {}
  const seen = { hasStarted: started, exitCode, reason }
  if (running !== undefined) return { ...seen, state: "Running" }
  if (terminated !== undefined) return { ...seen, state: "Terminated" }
  if (waiting === undefined) return undefined
  return { ...seen, state: lastState.terminated === undefined ? "Created" : "BackingOff" }
}

const podPhase = CaseKind.make({
  kind: "pod.phase",
  given: Schema.Struct({
    spec: Spec,
    statuses: Schema.NullOr(Schema.Array(Status)),
    podIsTerminal: Schema.Boolean,
    podHasInitialized: Schema.Boolean
  }),
  expect: Schema.Struct({ phase: Schema.String }),
  check: ({ spec, statuses, podIsTerminal, podHasInitialized }, expect) => {
    const named = (items: Spec["containers"]) => (items ?? []).map((item) => ({ image: "", ...item }))
    const views = (items: Spec["containers"]) =>
      (items ?? []).map(({ name }) => {
        const status = statuses?.find((one) => one.name === name)
        return status === undefined ? undefined : view(status)
      })
    const rules = {
      restartPolicy: spec.restartPolicy ?? "Always",
      initContainers: named(spec.initContainers),
      containers: named(spec.containers)
    }
    const seen = { initContainers: views(spec.initContainers), containers: views(spec.containers) }
    const standing = { wasInitialized: podHasInitialized, isOver: podIsTerminal }
    return Comparing.equal("", expect, { phase: PodPhase.of(rules, seen, standing) })
  }
})

export const kinds = [podPhase]
