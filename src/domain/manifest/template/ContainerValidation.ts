/**
 * Validation of containers and init containers, in the API's order and words (AJ-73, AJ-81).
 */
import * as Repetition from "../../data/Repetition.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import type { Container, ContainerPort } from "./ContainerSchema.ts"
import * as EnvironmentValidation from "./EnvironmentValidation.ts"
import * as HandlerValidation from "./HandlerValidation.ts"
import * as MountValidation from "./MountValidation.ts"
import * as PortCheck from "./PortCheck.ts"
import * as ResourceValidation from "./ResourceValidation.ts"
import * as RestartRuleValidation from "./RestartRuleValidation.ts"
import type { Volume } from "./VolumeSchema.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

/** What containers share: the volumes that may be mounted, and the time they have to end. */
export interface Pod {
  readonly volumes: ReadonlyArray<Volume>
  readonly graceSeconds: number
}

const port = (path: string, of: ContainerPort): Errors => {
  const { containerPort = 0, hostPort = 0, protocol = "TCP" } = of
  return [
    ...(containerPort === 0
      ? [FieldError.required(`${path}.containerPort`)]
      : PortCheck.number(`${path}.containerPort`, containerPort)),
    ...(hostPort === 0 ? none : PortCheck.number(`${path}.hostPort`, hostPort)),
    ...FieldCheck.oneOf(`${path}.protocol`, protocol === "" ? "TCP" : protocol, ["SCTP", "TCP", "UDP"])
  ]
}

const ports = (path: string, all: ReadonlyArray<ContainerPort> = []): Errors => {
  if (all.length === 0) return none
  const repeated = Repetition.of(all.map(({ name }, position) => name ?? position))
  return all.flatMap((of, position) => [
    ...FieldCheck.optionalAnd(`${path}[${position}].name`, of.name, (at, text) => {
      const faults = PortCheck.name(at, text)
      return faults.length === 0 && repeated[position] === true ? [FieldError.duplicate(at, text)] : faults
    }),
    ...port(`${path}[${position}]`, of)
  ])
}

const pullPolicies = ["Always", "IfNotPresent", "Never"]
const messagePolicies = ["File", "FallbackToLogsOnError"]

/** A word that the API fills in where it is empty. */
const filled = (text: string | undefined): string | undefined => (text === "" ? undefined : text)

/** What is asked of every container. */
const each = (path: string, item: Container, { volumes }: Pod): Errors => [
  ...FieldCheck.requiredAnd(`${path}.name`, item.name, FieldCheck.label),
  ...FieldCheck.required(`${path}.image`, item.image),
  ...FieldCheck.oneOf(
    `${path}.terminationMessagePolicy`,
    filled(item.terminationMessagePolicy),
    messagePolicies
  ),
  ...ports(`${path}.ports`, item.ports),
  ...EnvironmentValidation.env(`${path}.env`, item.env),
  ...EnvironmentValidation.envFrom(`${path}.envFrom`, item.envFrom),
  ...MountValidation.mounts(`${path}.volumeMounts`, item, volumes),
  ...MountValidation.devices(`${path}.volumeDevices`, item, volumes),
  ...FieldCheck.oneOf(`${path}.imagePullPolicy`, filled(item.imagePullPolicy), pullPolicies),
  ...ResourceValidation.errors(`${path}.resources`, item.resources)
]

const handlers = (path: string, item: Container, { graceSeconds }: Pod): Errors => [
  ...HandlerValidation.lifecycle(`${path}.lifecycle`, item.lifecycle, graceSeconds),
  ...HandlerValidation.probes(path, item, graceSeconds)
]

const duplicate = (path: string, name: string | undefined, isRepeated: boolean | undefined): Errors =>
  isRepeated === true && name !== undefined && name !== ""
    ? [FieldError.duplicate(`${path}.name`, name)]
    : none

const names = (all: ReadonlyArray<Container>): ReadonlyArray<string> => all.map(({ name = "" }) => name)

/** A port of this machine is given away once. */
const hostPorts = (path: string, all: ReadonlyArray<Container>): Errors => {
  const taken = all.flatMap(({ ports: of = [] }, container) =>
    of
      .map(({ hostPort = 0, protocol = "TCP", hostIP = "" }, position) => ({
        path: `${path}[${container}].ports[${position}].hostPort`,
        hostPort,
        text: `${protocol}/${hostIP}/${hostPort}`
      }))
      .filter(({ hostPort }) => hostPort !== 0)
  )
  const repeated = Repetition.of(taken.map(({ text }) => text))
  return taken
    .filter((_, position) => repeated[position])
    .map(({ path: at, text }) => FieldError.duplicate(at, text))
}

export const containers = (path: string, all: ReadonlyArray<Container>, pod: Pod): Errors => {
  if (all.length === 0) return [FieldError.required(path)]
  const repeated = Repetition.of(names(all))
  return [
    ...all.flatMap((item, position) => {
      const at = `${path}[${position}]`
      return [
        ...each(at, item, pod),
        ...duplicate(at, item.name, repeated[position]),
        ...handlers(at, item, pod),
        ...RestartRuleValidation.errors(at, item)
      ]
    }),
    ...hostPorts(path, all)
  ]
}

/** Hooks and probes are for containers that go on running. */
const forbidden = (path: string, item: Container): Errors =>
  (["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const)
    .filter((field) => item[field] !== undefined)
    .map((field) =>
      FieldError.forbidden(
        `${path}.${field}`,
        "may not be set for init containers without restartPolicy=Always"
      )
    )

/** They share their names with the containers. */
export const initContainers = (
  path: string,
  all: ReadonlyArray<Container>,
  others: ReadonlyArray<Container>,
  pod: Pod
): Errors => {
  if (all.length === 0) return none
  const repeated = Repetition.of([...names(others), ...names(all)]).slice(others.length)
  return all.flatMap((item, position) => {
    const at = `${path}[${position}]`
    return [
      ...each(at, item, pod),
      ...RestartRuleValidation.errors(at, item),
      ...duplicate(at, item.name, repeated[position]),
      ...hostPorts(path, [item]),
      ...(item.restartPolicy === "Always" ? handlers(at, item, pod) : forbidden(at, item))
    ]
  })
}
