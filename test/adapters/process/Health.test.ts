/** Probes and hooks of real processes. */
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import type { Handler, Health, Probe } from "../../../src/domain/pod/Health.ts"
import { ContainerRuntime, type Observation } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../../src/testing/container/Witness.ts"
import { spec } from "./Shell.ts"
import * as StateDirectory from "./StateDirectory.ts"

const settle = Effect.sleep("25 millis")

const exec = (...command: ReadonlyArray<string>): Handler => ({ _tag: "Exec", command })
const often = (handler: Handler, more: Partial<Probe> = {}): Probe => ({
  handler,
  initialDelaySeconds: 0,
  timeoutSeconds: 1,
  periodSeconds: 1,
  successThreshold: 1,
  failureThreshold: 1,
  ...more
})

const sleeper = (health: Health, script = "exec sleep 600") => spec(["sh", "-c", script], { health })

const isStarted = (one: Observation) => one._tag === "Started"

/** Begins a run, and waits until it stands as looked for. */
const standing = Effect.fnUntraced(function* (
  health: Health,
  is: (seen: Extract<Observation, { readonly _tag: "Started" }>) => boolean,
  script?: string
) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.key, spec: sleeper(health, script) })
  const found = yield* Witness.until({ settle }, "that standing", () => seen.filter(isStarted).find(is))
  return { runtime, seen, found }
})

const live = (test: Effect.Effect<unknown, unknown, ContainerRuntime | Scope.Scope>) =>
  Effect.runPromise(Effect.scoped(Effect.provide(Effect.asVoid(test), StateDirectory.layer)))

let server: Server
let status = 200
const asked: Array<string> = []

const port = (): number => {
  const address = server.address()
  // It listens on a port of this machine.
  return (address as AddressInfo).port
}

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.url} ${String(request.headers["x-who"])}`)
    response.writeHead(status).end()
  })
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens))
})

afterAll(() => new Promise((closed) => server.close(closed)))

const get = (path: string): Handler => ({
  _tag: "HttpGet",
  scheme: "HTTP",
  host: "127.0.0.1",
  port: port(),
  path,
  headers: [["x-who", "kubelet"]]
})

describe("a probe (LC-17, LC-42)", { timeout: 60_000 }, () => {
  it("asks over HTTP, with its headers; 200 to 399 is well", async () => {
    status = 302
    await live(standing({ readinessProbe: often(get("/well")) }, ({ ready }) => ready))
    assert.include(asked, "/well kubelet")
    status = 500
    await live(standing({ livenessProbe: often(get("/ill")) }, ({ unhealthy }) => unhealthy !== undefined))
  })

  it("connects, or cannot", async () => {
    const connect = (to: number): Handler => ({ _tag: "TcpSocket", host: "127.0.0.1", port: to })
    await live(standing({ readinessProbe: often(connect(port())) }, ({ ready }) => ready))
    await live(standing({ startupProbe: often(connect(1)) }, ({ unhealthy }) => unhealthy === "StartupProbe"))
  })

  it("fails when its command takes too long, and nothing of it is left", () =>
    live(
      Effect.gen(function* () {
        const slow = exec("sh", "-c", "echo $$ > pid; sleep 600")
        yield* standing(
          { livenessProbe: often(slow) },
          ({ unhealthy }) => unhealthy !== undefined,
          "sleep 600"
        )
      })
    ))

  it("fails when there is no such command, and counts failures in a row", () =>
    live(
      Effect.gen(function* () {
        const none = often(exec("no-such-command"), { failureThreshold: 2 })
        const { found } = yield* standing({ livenessProbe: none }, ({ unhealthy }) => unhealthy !== undefined)
        assert.isAtLeast(Date.now() - found.startedAt, 1000)
      })
    ))

  it("sees the container's directory and variables, and changes its mind", () =>
    live(
      Effect.gen(function* () {
        const readinessProbe = often(exec("test", "-e", "well"))
        const { runtime, seen } = yield* standing(
          { readinessProbe },
          ({ ready }) => ready,
          "touch well; sleep 1.5; rm well; exec sleep 600"
        )
        yield* Witness.until({ settle }, "a change of mind", () =>
          seen.filter(isStarted).length > 2 ? true : undefined
        )
        assert.deepStrictEqual(
          seen.filter(isStarted).map(({ ready }) => ready),
          [false, true, false]
        )
        yield* runtime.stop(1, { ...Witness.key, killAt: 0 })
        yield* Witness.exitIn({ settle }, seen)
      })
    ))

  it("is told to a later controller as it stands", () =>
    live(
      Effect.gen(function* () {
        yield* standing({ readinessProbe: often(exec("true")) }, ({ ready }) => ready)
        const { seen } = yield* Witness.attached(2)
        const { ready } = yield* Witness.startIn({ settle }, seen)
        assert.isTrue(ready)
      })
    ))
})

describe("a hook", { timeout: 60_000 }, () => {
  it("at the start that fails is told; one that succeeds is not (LC-71)", async () => {
    const failed = ({ unhealthy }: { readonly unhealthy?: string }) => unhealthy === "PostStartHook"
    await live(standing({ postStart: exec("false") }, failed))
    await live(
      Effect.gen(function* () {
        const { seen } = yield* standing({ postStart: exec("true") }, ({ ready }) => ready)
        yield* Witness.settleFor({ settle }, 20)
        assert.lengthOf(seen.filter(isStarted), 1)
      })
    )
  })

  it("before the end sees the container run, and is called off when the grace is over (LC-51)", () =>
    live(
      Effect.gen(function* () {
        const preStop = exec("sh", "-c", "sleep 600")
        const { runtime, seen } = yield* standing(
          { preStop },
          ({ ready }) => ready,
          "trap '' TERM; sleep 600"
        )
        const from = Date.now()
        yield* runtime.stop(1, { ...Witness.key, killAt: from + 500 })
        const { exitCode, finishedAt } = yield* Witness.exitIn({ settle }, seen)
        assert.strictEqual(exitCode, 137)
        assert.isAtLeast(finishedAt - from, 2500)
      })
    ))

  it("may be a while of waiting", () =>
    live(
      Effect.gen(function* () {
        const { runtime, seen } = yield* standing(
          { preStop: { _tag: "Sleep", seconds: 1 } },
          ({ ready }) => ready
        )
        const from = Date.now()
        yield* runtime.stop(1, { ...Witness.key, killAt: from + 60_000 })
        assert.isAtLeast((yield* Witness.exitIn({ settle }, seen)).finishedAt - from, 1000)
      })
    ))
})
