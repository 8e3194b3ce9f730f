/**
 * What a runtime is to do to a container beside running it: look whether it is well, and what is to be done at its start
 * and before its end (LC-17, LC-42, LC-51, LC-71).
 *
 * A runtime runs probes and hooks by itself, and tells of a probe only when it has succeeded or failed often enough.
 */
import * as Members from "../data/Members.ts"
import type { Container } from "../manifest/PodTemplateSchema.ts"
import type * as HandlerSchema from "../manifest/template/HandlerSchema.ts"
import * as Expansion from "./Expansion.ts"

/** A command in the container, a request to it, a connection, or some time. `port`: 0 where its name leads nowhere. */
export type Handler =
  | { readonly _tag: "Exec"; readonly command: ReadonlyArray<string> }
  | {
      readonly _tag: "HttpGet"
      readonly scheme: string
      readonly host: string
      readonly port: number
      readonly path: string
      readonly headers: ReadonlyArray<readonly [name: string, value: string]>
    }
  | { readonly _tag: "TcpSocket"; readonly host: string; readonly port: number }
  | { readonly _tag: "Sleep"; readonly seconds: number }

export interface Probe {
  readonly handler: Handler
  readonly initialDelaySeconds: number
  readonly timeoutSeconds: number
  readonly periodSeconds: number
  readonly successThreshold: number
  readonly failureThreshold: number
}

/** Absent is what the container does not ask for. */
export interface Health {
  readonly startupProbe?: Probe
  readonly livenessProbe?: Probe
  readonly readinessProbe?: Probe
  readonly postStart?: Handler
  readonly preStop?: Handler
}

/** The address of the Pod, and what is known when a command is expanded (LC-60). */
export interface Circumstances {
  readonly podIP: string
  readonly lookup: Expansion.Lookup
}

/** A number, or the name of a port of the container; 0 where there is no such name. */
const portOf = ({ ports = [] }: Container, port: number | string | undefined): number => {
  const number = ports.find(({ name }) => name === port)?.containerPort ?? Number(port ?? 0)
  return Number.isInteger(number) ? number : 0
}

const orHere = (host: string | undefined, podIP: string): string =>
  host === undefined || host === "" ? podIP : host

const network = (
  item: Container,
  { httpGet, tcpSocket }: Pick<HandlerSchema.Probe, "httpGet" | "tcpSocket">,
  podIP: string
): Handler | undefined => {
  if (httpGet !== undefined)
    return {
      _tag: "HttpGet",
      scheme: httpGet.scheme ?? "HTTP",
      host: orHere(httpGet.host, podIP),
      port: portOf(item, httpGet.port),
      path: httpGet.path ?? "/",
      headers: (httpGet.httpHeaders ?? []).map(({ name = "", value = "" }) => [name, value])
    }
  return (
    tcpSocket && {
      _tag: "TcpSocket",
      host: orHere(tcpSocket.host, podIP),
      port: portOf(item, tcpSocket.port)
    }
  )
}

const probe = (
  item: Container,
  written: HandlerSchema.Probe | undefined,
  { podIP, lookup }: Circumstances
): Probe | undefined => {
  if (written === undefined) return undefined
  const command = written.exec?.command?.map((text) => Expansion.expand(text, lookup))
  const handler: Handler | undefined =
    command === undefined ? network(item, written, podIP) : { _tag: "Exec", command }
  return (
    handler && {
      handler,
      initialDelaySeconds: written.initialDelaySeconds ?? 0,
      timeoutSeconds: written.timeoutSeconds ?? 1,
      periodSeconds: written.periodSeconds ?? 10,
      successThreshold: written.successThreshold ?? 1,
      failureThreshold: written.failureThreshold ?? 3
    }
  )
}

/** A hook's command is run as it is written. */
const hook = (
  item: Container,
  written: HandlerSchema.LifecycleHandler | undefined,
  podIP: string
): Handler | undefined => {
  const command = written?.exec?.command
  if (command !== undefined) return { _tag: "Exec", command }
  if (written?.sleep !== undefined) return { _tag: "Sleep", seconds: written.sleep.seconds ?? 0 }
  return written && network(item, written, podIP)
}

/** What a container asks for, if anything. */
export const of = (item: Container, circumstances: Circumstances): Health | undefined => {
  const { podIP } = circumstances
  return Members.unlessEmpty(
    Members.present({
      startupProbe: probe(item, item.startupProbe, circumstances),
      livenessProbe: probe(item, item.livenessProbe, circumstances),
      readinessProbe: probe(item, item.readinessProbe, circumstances),
      postStart: hook(item, item.lifecycle?.postStart, podIP),
      preStop: hook(item, item.lifecycle?.preStop, podIP)
    })
  )
}
