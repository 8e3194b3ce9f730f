/**
 * The containers of a template or of a Pod, as `kubectl describe` shows them.
 */
import * as Predicate from "effect/Predicate"
import type * as Schema from "effect/Schema"
import type { Container } from "../../../domain/manifest/template/PodSpecForm.ts"
import type { ContainerStatus, State, Terminated } from "../../../domain/projection/ContainerStatuses.ts"
import * as Description from "./Description.ts"
import type { Line } from "./Tabbed.ts"

type Lines = ReadonlyArray<Line>
type Members = Readonly<Record<string, Schema.Json>>
type Variable = NonNullable<Container["env"]>[number]

/** The value of a field of the Pod, where there is a Pod. */
export type FieldValue = (path: string) => string

const two = "    "
const three = "      "

const text = (value: Schema.Json | undefined): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : ""

const isMembers = (value: Schema.Json | undefined): value is Members => Predicate.isObject(value)

/** Several stand under a plural. */
const ports = (title: string, all: ReadonlyArray<string>): Line => [
  `${two}${title}${all.length > 1 ? "s" : ""}:`,
  all.length === 0 ? Description.none : all.join(", ")
]

const image = (
  { name, image: of, ports: open = [] }: Container,
  status: ContainerStatus | undefined,
  indent: string
): Lines => [
  [`${indent}${name}:`],
  ...(status === undefined ? [] : [[`${two}Container ID:`, ""]]),
  [`${two}Image:`, of],
  ...(status === undefined ? [] : [[`${two}Image ID:`, status.imageID]]),
  ports(
    "Port",
    open.map((port) => `${text(port["containerPort"])}/${text(port["protocol"])}`)
  ),
  ports(
    "Host Port",
    open.map((port) => `${text(port["hostPort"] ?? 0)}/${text(port["protocol"])}`)
  )
]

const words = (title: string, all: ReadonlyArray<string> = []): Lines =>
  all.length === 0
    ? []
    : [[`${two}${title}:`], ...all.flatMap((word) => word.split("\n")).map((line) => [`${three}${line}`])]

const ended = ({ reason, exitCode, startedAt, finishedAt }: Terminated): Lines => [
  ...(reason === "" ? [] : [[`${three}Reason:`, reason]]),
  [`${three}Exit Code:`, String(exitCode)],
  ...(startedAt === null ? [] : [[`${three}Started:`, Description.time(startedAt)]]),
  ...(finishedAt === null ? [] : [[`${three}Finished:`, Description.time(finishedAt)]])
]

const state = (title: string, { running, waiting, terminated }: State): Lines => {
  if (running !== undefined) {
    const { startedAt } = running
    return [
      [`${two}${title}:`, "Running"],
      [`${three}Started:`, startedAt === null ? "" : Description.time(startedAt)]
    ]
  }
  if (waiting !== undefined)
    return [
      [`${two}${title}:`, "Waiting"],
      [`${three}Reason:`, waiting.reason]
    ]
  return terminated === undefined ? [] : [[`${two}${title}:`, "Terminated"], ...ended(terminated)]
}

const states = (status: ContainerStatus | undefined): Lines =>
  status === undefined
    ? []
    : [
        ...state("State", status.state),
        ...state("Last State", status.lastState),
        [`${two}Ready:`, status.ready ? "True" : "False"],
        [`${two}Restart Count:`, String(status.restartCount)]
      ]

const amounts = (title: string, of: Schema.Json | undefined): Lines => {
  if (!isMembers(of) || Object.keys(of).length === 0) return []
  const sorted = Object.entries(of).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return [[`${two}${title}:`], ...sorted.map(([name, amount]) => [`${three}${name}:`, text(amount)])]
}

const source = (valueFrom: Members, fieldValue: FieldValue | undefined): Line => {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom
  if (isMembers(fieldRef)) {
    const path = text(fieldRef["fieldPath"])
    return [`${fieldValue?.(path) ?? ""} (${text(fieldRef["apiVersion"])}:${path})`]
  }
  if (isMembers(resourceFieldRef)) return [` (${text(resourceFieldRef["resource"])})`]
  const key = isMembers(secretKeyRef) ? secretKeyRef : configMapKeyRef
  if (!isMembers(key)) return [""]
  const whose = isMembers(secretKeyRef) ? "in secret" : "of config map"
  return [
    `<set to the key '${text(key["key"])}' ${whose} '${text(key["name"])}'>`,
    `Optional: ${String(key["optional"] === true)}`
  ]
}

const variable = ({ name, value = "", valueFrom }: Variable, fieldValue: FieldValue | undefined): Lines => {
  if (valueFrom !== undefined) return [[`${three}${name}:`, ...source(valueFrom, fieldValue)]]
  return value.split("\n").map((line, position) => [position === 0 ? `${three}${name}:` : three, line])
}

const environment = ({ env = [] }: Container, fieldValue: FieldValue | undefined): Lines =>
  env.length === 0
    ? [[`${two}Environment:`, Description.none]]
    : [[`${two}Environment:`], ...env.flatMap((entry) => variable(entry, fieldValue))]

const mount = (item: Members): string =>
  `${text(item["mountPath"])} from ${text(item["name"])} (${[
    item["readOnly"] === true ? "ro" : "rw",
    ...(item["subPath"] === undefined ? [] : [`path="${text(item["subPath"])}"`])
  ].join(",")})`

const mounts = ({ volumeMounts = [] }: Container): Lines =>
  volumeMounts.length === 0
    ? [[`${two}Mounts:`, Description.none]]
    : [[`${two}Mounts:`], ...volumeMounts.map((item) => [`${three}${mount(item)}`])]

const sources = ({ envFrom = [] }: Container): Lines =>
  envFrom.length === 0
    ? []
    : [
        [`${two}Environment Variables from:`],
        ...envFrom.map(({ secretRef, configMapRef, prefix }) => {
          const [kind, of] = isMembers(configMapRef) ? ["ConfigMap", configMapRef] : ["Secret", secretRef]
          const from = isMembers(of) ? of : {}
          const how = text(prefix) === "" ? kind : `${kind} with prefix '${text(prefix)}'`
          return [`${three}${text(from["name"])}`, how, `Optional: ${String(from["optional"] === true)}`]
        })
      ]

const container = (
  item: Container,
  status: ContainerStatus | undefined,
  indent: string,
  fieldValue: FieldValue | undefined
): Lines => [
  ...image(item, status, indent),
  ...words("Command", item.command),
  ...words("Args", item.args),
  ...states(status),
  ...amounts("Limits", item.resources["limits"]),
  ...amounts("Requests", item.resources["requests"]),
  ...sources(item),
  ...environment(item, fieldValue),
  ...mounts(item)
]

/** Each kind stands under its title, init containers first, if there are any. */
export type Title = "Init Containers" | "Containers"

/** Those of a template. */
export const ofTemplate = (title: Title, containers: ReadonlyArray<Container> = []): Lines =>
  containers.length === 0
    ? []
    : [[`  ${title}:`], ...containers.flatMap((item) => container(item, undefined, "   ", undefined))]

/** Those of a Pod. */
export const ofPod = (
  title: Title,
  containers: ReadonlyArray<Container> = [],
  statuses: ReadonlyArray<ContainerStatus> = [],
  fieldValue: FieldValue
): Lines =>
  containers.length === 0
    ? []
    : [
        [`${title}:`],
        ...containers.flatMap((item) =>
          container(
            item,
            statuses.find(({ name }) => name === item.name),
            "  ",
            fieldValue
          )
        )
      ]
