/**
 * Validation of probes and hooks (AJ-81).
 */
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import type { Container } from "./ContainerSchema.ts"
import type { Lifecycle, Probe } from "./HandlerSchema.ts"
import * as PortCheck from "./PortCheck.ts"

type Errors = FieldCheck.Errors
type Hook = NonNullable<Lifecycle["postStart"]>
type Handler = Hook & Pick<Probe, "grpc">

const { none } = FieldCheck

const httpHeader = /^[-A-Za-z0-9]+$/

const httpGet = (
  path: string,
  { path: of = "/", port, scheme, httpHeaders = [] }: NonNullable<Handler["httpGet"]>
) => [
  ...FieldCheck.required(`${path}.path`, of === "" ? "/" : of),
  ...PortCheck.numberOrName(`${path}.port`, port),
  ...FieldCheck.oneOf(`${path}.scheme`, scheme === "" ? undefined : scheme, ["HTTP", "HTTPS"]),
  ...httpHeaders.flatMap(({ name = "" }) =>
    httpHeader.test(name)
      ? none
      : [
          FieldError.invalid(
            `${path}.httpHeaders`,
            name,
            "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for " +
              "validation is '[-A-Za-z0-9]+')"
          )
        ]
  )
]

const sleep = (path: string, { seconds = 0 }: NonNullable<Handler["sleep"]>, graceSeconds: number): Errors =>
  seconds >= 0 && seconds <= graceSeconds
    ? none
    : [
        FieldError.invalid(
          path,
          seconds,
          `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`
        )
      ]

const kinds = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"] as const

const ofKind = (path: string, kind: (typeof kinds)[number], of: Handler, graceSeconds: number): Errors => {
  const at = `${path}.${kind}`
  switch (kind) {
    case "exec":
      return (of.exec?.command ?? []).length === 0 ? [FieldError.required(`${at}.command`)] : none
    case "httpGet":
      return of.httpGet === undefined ? none : httpGet(at, of.httpGet)
    case "tcpSocket":
      return PortCheck.numberOrName(`${at}.port`, of.tcpSocket?.port)
    case "grpc":
      return PortCheck.numberOrName(`${at}.port`, of.grpc?.port)
    case "sleep":
      return of.sleep === undefined ? none : sleep(at, of.sleep, graceSeconds)
  }
}

const handler = (path: string, of: Handler, graceSeconds: number): Errors => {
  const given = kinds.filter((kind) => of[kind] !== undefined)
  if (given.length === 0) return [FieldError.required(path, "must specify a handler type")]
  return given.flatMap((kind, position) =>
    position === 0
      ? ofKind(path, kind, of, graceSeconds)
      : [FieldError.forbidden(`${path}.${kind}`, "may not specify more than 1 handler type")]
  )
}

const probe = (path: string, of: Probe, graceSeconds: number): Errors => [
  ...handler(path, of, graceSeconds),
  ...(
    [
      "initialDelaySeconds",
      "timeoutSeconds",
      "periodSeconds",
      "successThreshold",
      "failureThreshold"
    ] as const
  ).flatMap((field) => FieldCheck.notNegative(`${path}.${field}`, of[field])),
  ...(of.terminationGracePeriodSeconds !== undefined && of.terminationGracePeriodSeconds <= 0
    ? [
        FieldError.invalid(
          `${path}.terminationGracePeriodSeconds`,
          of.terminationGracePeriodSeconds,
          "must be greater than 0"
        )
      ]
    : none)
]

/** One success is enough, but for readiness. */
const once = (path: string, { successThreshold: times = 1 }: Probe): Errors =>
  times === 0 || times === 1 ? none : [FieldError.invalid(`${path}.successThreshold`, times, "must be 1")]

const ungraceful = (path: string, { terminationGracePeriodSeconds: seconds }: Probe): Errors =>
  seconds === undefined
    ? none
    : [
        FieldError.invalid(
          `${path}.terminationGracePeriodSeconds`,
          seconds,
          "must not be set for readinessProbes"
        )
      ]

export const probes = (path: string, container: Container, graceSeconds: number): Errors =>
  (["livenessProbe", "readinessProbe", "startupProbe"] as const).flatMap((kind) => {
    const of = container[kind]
    if (of === undefined) return none
    const at = `${path}.${kind}`
    const own = kind === "readinessProbe" ? ungraceful(at, of) : once(at, of)
    return [...probe(at, of, graceSeconds), ...own]
  })

export const lifecycle = (path: string, of: Lifecycle | undefined, graceSeconds: number): Errors =>
  (["postStart", "preStop"] as const).flatMap((kind) => {
    const hook = of?.[kind]
    return hook === undefined ? none : handler(`${path}.${kind}`, hook, graceSeconds)
  })
