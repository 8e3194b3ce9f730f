/**
 * Asking the keeper: all requests over one line, attaching over one of its own, and again where the keeper dies under it.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Queue from "effect/Queue"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import {
  ContainerRuntimeError,
  type Observation,
  Superseded
} from "../../runtime/container/ContainerRuntime.ts"
import type * as Protocol from "./keeper/Protocol.ts"
import * as Line from "./Line.ts"
import type * as Program from "./Program.ts"
import * as Reply from "./ReplySchema.ts"

/** The keeper hung up without an answer. */
class Broken extends Schema.TaggedError<Broken>()("Broken", {}) {}

/** A keeper, and the line to it, which is there while it holds. */
export interface Client {
  readonly program: Program.Program
  line: Line.Line | undefined
  opening: Promise<Line.Line> | undefined
}

/** What was asked of the runtime when it failed. */
export type Method = Protocol.Request["_tag"] | "logs" | "layer"

/** An error of the system, in the words of the port. */
export const failed =
  (method: Method) =>
  (error: unknown): ContainerRuntimeError =>
    new ContainerRuntimeError({ method, reason: error instanceof Error ? error.message : String(error) })

/** A client for the scope. Nothing is asked of the keeper yet. */
export const make = (program: Program.Program): Effect.Effect<Client, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync((): Client => ({ program, line: undefined, opening: undefined })),
    ({ line, opening }) =>
      Effect.sync(() => {
        if (line !== undefined) Line.close(line)
        opening?.then(Line.close, () => {})
      })
  )

const hungUp = (method: Method, problem: string | undefined): Broken | ContainerRuntimeError =>
  problem === undefined ? new Broken() : failed(method)(problem)

const opened = (client: Client): Promise<Line.Line> => {
  client.opening ??= Line.open(client.program)
    .then((line) => {
      client.line = line
      line.socket.once("close", () => {
        client.line = undefined
      })
      return line
    })
    .finally(() => {
      client.opening = undefined
    })
  return client.opening
}

/** Asks for one thing, over the line that all share. */
const ask = (
  client: Client,
  request: Protocol.Request
): Effect.Effect<Reply.Reply, Broken | ContainerRuntimeError> =>
  Effect.callback((resume) => {
    let isOver = false
    let forget = () => {}
    const on = (line: Line.Line) => {
      if (isOver) return
      forget = Line.ask(line, request, {
        hear: (reply) => {
          forget()
          resume(Effect.succeed(reply))
        },
        hungUp: (problem) => resume(Effect.fail(hungUp(request._tag, problem)))
      })
    }
    if (client.line !== undefined) on(client.line)
    else opened(client).then(on, (error: unknown) => resume(Effect.fail(failed(request._tag)(error))))
    return Effect.sync(() => {
      isOver = true
      forget()
    })
  })

/** What the keeper answers over a line of its own, until it hangs up. */
const listen = (
  { program }: Client,
  request: Protocol.Request
): Stream.Stream<Reply.Reply, Broken | ContainerRuntimeError> =>
  Stream.callback<Reply.Reply, Broken | ContainerRuntimeError>((replies) =>
    Effect.acquireRelease(
      Effect.tryPromise({ try: () => Line.open(program), catch: failed(request._tag) }),
      (line) => Effect.sync(() => Line.close(line))
    ).pipe(
      Effect.map((line) =>
        Line.ask(line, request, {
          hear: (reply) => Queue.offerUnsafe(replies, reply),
          hungUp: (problem) => Queue.failCauseUnsafe(replies, Cause.fail(hungUp(request._tag, problem)))
        })
      )
    )
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
  ask(client, request).pipe(
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
  listen(client, { _tag: "attach", epoch }).pipe(
    Stream.mapEffect((reply) => heard("attach", reply)),
    Stream.flatMap(Stream.fromArray),
    Stream.catchTag("Broken", () => Stream.unwrap(Effect.as(Effect.sleep(pause), attach(client, epoch))))
  )
