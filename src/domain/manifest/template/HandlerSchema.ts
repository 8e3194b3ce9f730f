/**
 * What a kubelet does in or to a running container: hooks around its life, and probes (core/v1 Lifecycle, Probe).
 */
import * as Schema from "effect/Schema"
import * as Field from "./Field.ts"

export const ExecAction = Schema.Struct({
  command: Field.list(Schema.String)
})

export const HTTPHeader = Schema.Struct({
  name: Field.given.text,
  value: Field.given.text
})

export const HTTPGetAction = Schema.Struct({
  path: Field.textOr("/"),
  port: Field.port,
  host: Field.text,
  scheme: Field.textOr("HTTP"),
  httpHeaders: Field.list(HTTPHeader)
})

export const TCPSocketAction = Schema.Struct({
  port: Field.port,
  host: Field.text
})

export const GRPCAction = Schema.Struct({
  port: Field.given.int32,
  service: Field.given.textOr("")
})

export const SleepAction = Schema.Struct({
  seconds: Field.given.int64
})

export const LifecycleHandler = Schema.Struct({
  exec: Field.part(ExecAction),
  httpGet: Field.part(HTTPGetAction),
  tcpSocket: Field.part(TCPSocketAction),
  sleep: Field.part(SleepAction)
})
export interface LifecycleHandler extends Schema.Schema.Type<typeof LifecycleHandler> {}

export const Lifecycle = Schema.Struct({
  postStart: Field.part(LifecycleHandler),
  preStop: Field.part(LifecycleHandler),
  stopSignal: Field.given.text
})
export interface Lifecycle extends Schema.Schema.Type<typeof Lifecycle> {}

export const Probe = Schema.Struct({
  exec: Field.part(ExecAction),
  httpGet: Field.part(HTTPGetAction),
  tcpSocket: Field.part(TCPSocketAction),
  grpc: Field.part(GRPCAction),
  initialDelaySeconds: Field.int32,
  timeoutSeconds: Field.int32Or(1),
  periodSeconds: Field.int32Or(10),
  successThreshold: Field.int32Or(1),
  failureThreshold: Field.int32Or(3),
  terminationGracePeriodSeconds: Field.given.int64
})
export interface Probe extends Schema.Schema.Type<typeof Probe> {}
