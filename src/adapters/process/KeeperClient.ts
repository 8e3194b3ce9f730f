/**
 * Asking the keeper: each request over a connection of its own, and again where the keeper dies under it.
 */
import type { Socket } from "node:net"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Queue from "effect/Queue"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import {
  ContainerRuntimeError,
  type Observation,
  Superseded
} from "../../runtime/container/ContainerRuntime.ts"
import * as Protocol from "./keeper/Protocol.ts"
import * as Program from "./Program.ts"
import * as Reply from "./ReplySchema.ts"

/** The keeper hung up without an answer. */
class Broken extends Schema.TaggedError<Broken>()("Broken", {}) {}

/** A keeper, and how many may knock on its door at once. */
export interface Client {
  readonly program: Program.Program
  readonly connections: Semaphore.Semaphore
}

/** What was asked of the runtime when it failed. */
export type Method = Protocol.Request["_tag"] | "logs" | "layer"

/** An error of the system, in the words of the port. */
export const failed =
  (method: Method) =>
  (error: unknown): ContainerRuntimeError =>
    new ContainerRuntimeError({ method, reason: error instanceof Error ? error.message : String(error) })

type Replies = Queue.Queue<Reply.Reply, Broken | ContainerRuntimeError | Cause.Done>

const decode = Schema.decodeUnknownExit(Schema.fromJsonString(Reply.Reply))

/** Lets the queue hear what the keeper says, and that it hangs up. */
const listen = (socket: Socket, request: Protocol.Request, replies: Replies): void => {
  Protocol.onLine(socket, (line) => {
    const reply = decode(line)
    if (reply._tag === "Success") Queue.offerUnsafe(replies, reply.value)
    else Queue.failCauseUnsafe(replies, Cause.fail(failed(request._tag)(`answered ${line}`)))
  })
  // An error closes the socket, which is all there is to know.
  socket.on("error", () => {})
  socket.on("close", () => Queue.failCauseUnsafe(replies, Cause.fail(new Broken())))
  Protocol.say(socket, request)
}

/** What the keeper answers, until it hangs up. */
const ask = (
  { program, connections }: Client,
  request: Protocol.Request
): Stream.Stream<Reply.Reply, Broken | ContainerRuntimeError> =>
  Stream.callback<Reply.Reply, Broken | ContainerRuntimeError>((replies) =>
    Effect.acquireRelease(
      Semaphore.withPermit(
        connections,
        Effect.tryPromise({ try: () => Program.connect(program), catch: failed(request._tag) })
      ),
      (socket) => Effect.sync(() => socket.destroy())
    ).pipe(Effect.tap((socket) => Effect.sync(() => listen(socket, request, replies))))
  )

/** What an answer says: observations, nothing, or a refusal. */
const heard = (
  method: Method,
  reply: Reply.Reply
): Effect.Effect<ReadonlyArray<Observation>, ContainerRuntimeError | Superseded> => {
  switch (reply._tag) {
    case "Done":
      return Effect.succeed([])
    case "Observed":
      return Effect.succeed([Reply.observationOf(reply.observation)])
    case "Listed":
      return Effect.succeed(reply.observations.map(Reply.observationOf))
    case "Superseded":
      return Effect.fail(new Superseded({ epoch: reply.epoch, current: reply.current }))
    case "Failed":
      return Effect.fail(failed(method)(reply.reason))
  }
}

const pause = "100 millis"

/** Every request can be repeated, so a keeper that dies under it costs a repetition. */
const again = {
  schedule: Schedule.spaced(pause),
  times: 10,
  while: (error: Broken | ContainerRuntimeError) => error._tag === "Broken"
}

const answer = (
  client: Client,
  request: Protocol.Request
): Effect.Effect<ReadonlyArray<Observation>, ContainerRuntimeError | Superseded> =>
  Stream.runHead(ask(client, request)).pipe(
    Effect.flatMap(
      Option.match({ onNone: () => Effect.fail(new Broken()), onSome: Effect.succeed<Reply.Reply> })
    ),
    Effect.retry(again),
    Effect.catchTag("Broken", () => Effect.fail(failed(request._tag)("the keeper hangs up"))),
    Effect.flatMap((reply) => heard(request._tag, reply))
  )

/** Asks for one thing. */
export const call = (
  client: Client,
  request: Protocol.Request
): Effect.Effect<void, ContainerRuntimeError | Superseded> => Effect.asVoid(answer(client, request))

/** What is known of every run that was not removed. */
export const list = (client: Client): Effect.Effect<ReadonlyArray<Observation>, ContainerRuntimeError> =>
  Effect.catchTag(answer(client, { _tag: "list" }), "Superseded", () =>
    Effect.fail(failed("list")("the keeper speaks of epochs"))
  )

/** What happens, and all that is known before it; told anew by the next keeper if this one dies. */
export const attach = (
  client: Client,
  epoch: number
): Stream.Stream<Observation, ContainerRuntimeError | Superseded> =>
  ask(client, { _tag: "attach", epoch }).pipe(
    Stream.mapEffect((reply) => heard("attach", reply)),
    Stream.flatMap(Stream.fromArray),
    Stream.catchTag("Broken", () => Stream.unwrap(Effect.as(Effect.sleep(pause), attach(client, epoch))))
  )
