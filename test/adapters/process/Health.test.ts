/** Probes and hooks of real processes. */
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import type { Handler, Health, Probe } from "../../../src/domain/pod/Health.ts"
import { ContainerRuntime, type Observation } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../../src/testing/container/Witness.ts"
import { spec, stubborn } from "./Shell.ts"
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

  it("counts failures in a row, one in each period", () =>
    live(
      Effect.gen(function* () {
        const slow = often(exec("sh", "-c", "sleep 0.8; exit 1"), { failureThreshold: 2, timeoutSeconds: 9 })
        const { found } = yield* standing({ livenessProbe: slow }, ({ unhealthy }) => unhealthy !== undefined)
        assert.closeTo(Date.now() - found.startedAt, 1800, 500)
      })
    ))

  it("says nothing where it cannot be tried: no such command, no such port", () =>
    live(
      Effect.gen(function* () {
        const none = often(exec("no-such-command"))
        const nowhere = often({ _tag: "TcpSocket", host: "127.0.0.1", port: 0 })
        const { seen } = yield* standing({ livenessProbe: none, readinessProbe: nowhere }, () => true)
        yield* Witness.settleFor({ settle }, 60)
        assert.deepStrictEqual(
          seen.filter(isStarted).map(({ ready, unhealthy }) => [ready, unhealthy]),
          [[false, undefined]]
        )
      })
    ))

  it("may take longer than a timer of Node can wait", () =>
    live(
      standing(
        { readinessProbe: often(exec("true"), { timeoutSeconds: 2_147_483_647 }) },
        ({ ready }) => ready
      )
    ))

  it("of readiness goes on while the container ends, and no other (LC-17, LC-51)", () =>
    live(
      Effect.gen(function* () {
        const gone = often(exec("test", "!", "-e", "gone"))
        const { runtime, seen } = yield* standing(
          { readinessProbe: gone, livenessProbe: gone },
          ({ ready }) => ready,
          "trap 'touch gone' TERM; while :; do sleep 0.1; done"
        )
        yield* runtime.stop(1, { ...Witness.key, killAt: Date.now() + 3000 })
        yield* Witness.exitIn({ settle }, seen)
        assert.deepStrictEqual(
          seen.filter(isStarted).map(({ ready, unhealthy }) => [ready, unhealthy]),
          [
            [false, undefined],
            [true, undefined],
            [false, undefined]
          ]
        )
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

  it("does not look after what has ended, though its log is still read", () =>
    live(
      Effect.gen(function* () {
        const talks = "setsid sh -c 'while :; do echo on; sleep 0.1; done' & echo $$ > pid; sleep 0.5"
        const runs = often(exec("sh", "-c", "kill -0 $(cat pid)"))
        const { seen } = yield* standing({ livenessProbe: runs }, () => true, talks)
        const { exitCode } = yield* Witness.exitIn({ settle }, seen)
        assert.strictEqual(exitCode, 0)
        assert.isEmpty(seen.filter((one) => isStarted(one) && one.unhealthy !== undefined))
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

  it("at the start comes first: nothing is told and nothing is probed before it is done (LC-42)", () =>
    live(
      Effect.gen(function* () {
        const runtime = yield* ContainerRuntime
        const { seen } = yield* Witness.attached(1)
        const health: Health = {
          postStart: exec("sh", "-c", "sleep 1; touch done"),
          livenessProbe: often(exec("test", "-e", "done"))
        }
        const from = Date.now()
        yield* runtime.start(1, { ...Witness.key, spec: sleeper(health) })
        yield* Witness.settleFor({ settle }, 20)
        assert.isEmpty(yield* runtime.list)
        const { startedAt, unhealthy } = yield* Witness.startIn({ settle }, seen)
        assert.isAtLeast(Date.now() - from, 1000)
        assert.closeTo(startedAt, from, 500)
        assert.isUndefined(unhealthy)
        yield* Witness.settleFor({ settle }, 60)
        assert.lengthOf(seen, 1)
      })
    ))

  it("at the start is given up when the container is to end", () =>
    live(
      Effect.gen(function* () {
        const runtime = yield* ContainerRuntime
        const { seen } = yield* Witness.attached(1)
        yield* runtime.start(1, { ...Witness.key, spec: sleeper({ postStart: exec("sleep", "600") }) })
        yield* Witness.settleFor({ settle }, 8)
        yield* runtime.stop(1, { ...Witness.key, killAt: Date.now() + 60_000 })
        const { exitCode } = yield* Witness.exitIn({ settle }, seen)
        assert.deepStrictEqual([exitCode, seen.length], [143, 1])
      })
    ))

  it("may leave something running, which ends with the container", () =>
    live(
      Effect.gen(function* () {
        const word = "left-by-a-hook"
        const postStart = exec("sh", "-c", `${stubborn(word)} & true`)
        const { runtime, seen } = yield* standing({ postStart }, ({ ready }) => ready)
        yield* Witness.settleFor({ settle }, 20)
        assert.isNotEmpty(StateDirectory.processesWith(word))
        yield* runtime.stop(1, { ...Witness.key, killAt: 0 })
        yield* Witness.exitIn({ settle }, seen)
        yield* StateDirectory.becomes(() => StateDirectory.processesWith(word).length === 0)
      })
    ))

  it("over HTTP is content with any answer, and fails without one", async () => {
    status = 500
    await live(standing({ postStart: get("/begun") }, ({ ready }) => ready))
    const nobody: Handler = {
      _tag: "HttpGet",
      scheme: "HTTP",
      host: "127.0.0.1",
      port: 1,
      path: "/",
      headers: []
    }
    await live(standing({ postStart: nobody }, ({ unhealthy }) => unhealthy === "PostStartHook"))
  })

  it("before the end sees the container run, and goes on until it is killed (LC-51)", () =>
    live(
      Effect.gen(function* () {
        const word = "goes-on"
        const preStop = exec("sh", "-c", stubborn(word))
        const deaf = "trap '' TERM; while :; do sleep 0.1; done"
        const { runtime, seen } = yield* standing({ preStop }, ({ ready }) => ready, deaf)
        const from = Date.now()
        yield* runtime.stop(1, { ...Witness.key, killAt: from + 500 })
        yield* Witness.settleFor({ settle }, 50)
        assert.isNotEmpty(StateDirectory.processesWith(word))
        const { exitCode, finishedAt } = yield* Witness.exitIn({ settle }, seen)
        assert.strictEqual(exitCode, 137)
        assert.closeTo(finishedAt - from, 2500, 400)
        yield* StateDirectory.becomes(() => StateDirectory.processesWith(word).length === 0)
      })
    ))

  it("before the end comes at once, though SIGTERM waits for its turn (LC-52)", () =>
    live(
      Effect.gen(function* () {
        const preStop = exec("sh", "-c", "touch hooked")
        const { runtime, seen } = yield* standing(
          { preStop },
          ({ ready }) => ready,
          "trap 'exit 3' TERM; while :; do test -e hooked && exit 7; sleep 0.05; done"
        )
        const now = Date.now()
        yield* runtime.stop(1, { ...Witness.key, termAt: now + 60_000, killAt: now + 60_000 })
        assert.strictEqual((yield* Witness.exitIn({ settle }, seen)).exitCode, 7)
      })
    ))

  it("before the end is left out where there is no time for it", () =>
    live(
      Effect.gen(function* () {
        const preStop = exec("touch", "hooked")
        const { runtime, seen } = yield* standing(
          { preStop },
          ({ ready }) => ready,
          "trap 'test -e hooked && exit 7; exit 3' TERM; while :; do sleep 0.05; done"
        )
        yield* runtime.stop(1, { ...Witness.key, killAt: Date.now() })
        assert.strictEqual((yield* Witness.exitIn({ settle }, seen)).exitCode, 3)
      })
    ))

  it("before the end is not forgotten by who is to end as soon as it has begun", () =>
    live(
      Effect.gen(function* () {
        const runtime = yield* ContainerRuntime
        const { seen } = yield* Witness.attached(1)
        const preStop: Handler = { _tag: "Sleep", seconds: 1 }
        const spec = sleeper({ preStop, readinessProbe: often(exec("true")) })
        const from = Date.now()
        yield* runtime.start(1, { ...Witness.key, spec })
        yield* runtime.stop(1, { ...Witness.key, killAt: from + 60_000 })
        assert.isAtLeast((yield* Witness.exitIn({ settle }, seen)).finishedAt - from, 1000)
        assert.isFalse(seen.find(isStarted)?.ready)
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
