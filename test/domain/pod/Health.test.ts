import { assert, describe, it } from "vitest"
import type { Container } from "../../../src/domain/manifest/PodTemplateSchema.ts"
import * as Health from "../../../src/domain/pod/Health.ts"
import * as Intents from "../../../src/domain/projection/Intents.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import {
  backoff,
  containerIsToRestart,
  jobCompletes,
  jobIsToComplete,
  podCounts,
  podFails,
  podIsReady as podTurnsReady,
  podStarts,
  type Said
} from "../Said.ts"
import {
  at,
  containerEnds,
  containerStarts,
  fact,
  job,
  podIsDeleted,
  podIsReady,
  podRuns,
  type PodFields,
  type Story
} from "../Told.ts"

const image = "busybox"
const exec = { command: ["check", "$(A)"] }
const lookup = (name: string) => (name === "A" ? "1" : undefined)

const of = (item: Partial<Container>) =>
  Health.of({ name: "main", image, ...item }, { podIP: "10.0.0.1", lookup })

describe("what a runtime is to do beside running a container", () => {
  it("is nothing where nothing is asked for", () => assert.isUndefined(of({})))

  it("is a probe, with the defaults of the API, its command expanded (LC-60)", () =>
    assert.deepStrictEqual(of({ livenessProbe: { exec } }), {
      livenessProbe: {
        handler: { _tag: "Exec", command: ["check", "1"] },
        initialDelaySeconds: 0,
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3
      }
    }))

  it("is a request or a connection to the Pod, or elsewhere, by the number of a port or its name", () => {
    const ports = [{ name: "web", containerPort: 8080 }]
    const readinessProbe = { httpGet: { port: "web", httpHeaders: [{ name: "A", value: "b" }] } }
    assert.deepStrictEqual(of({ ports, readinessProbe })?.readinessProbe?.handler, {
      _tag: "HttpGet",
      scheme: "HTTP",
      host: "10.0.0.1",
      port: 8080,
      path: "/",
      headers: [["A", "b"]]
    })
    assert.include(of({ ports, startupProbe: { tcpSocket: { port: "none" } } })?.startupProbe?.handler, {
      port: 0
    })
    const startupProbe = { tcpSocket: { host: "localhost", port: 99 } }
    assert.deepStrictEqual(of({ startupProbe })?.startupProbe?.handler, {
      _tag: "TcpSocket",
      host: "localhost",
      port: 99
    })
  })

  it("is a hook, its command as it is written", () =>
    assert.deepStrictEqual(of({ lifecycle: { postStart: { exec }, preStop: { sleep: { seconds: 3 } } } }), {
      postStart: { _tag: "Exec", command: ["check", "$(A)"] },
      preStop: { _tag: "Sleep", seconds: 3 }
    }))
})

const probed = (probe: object = {}, pod: PodFields = {}) =>
  job({}, { containers: [{ name: "main", image, livenessProbe: { exec, ...probe } }], ...pod })

const unhealthy = (
  cause: "LivenessProbe" | "StartupProbe" | "PostStartHook" = "LivenessProbe",
  container = "main"
) => fact({ _tag: "ContainerUnhealthy", ordinal: 0, container, attempt: 0, cause })

const completes = [jobIsToComplete, jobCompletes]

const isKilled = (graceSeconds = 30, cause: "LivenessProbe" | "PostStartHook" = "LivenessProbe"): Said => ({
  _tag: "ContainerKillDecided",
  ordinal: 0,
  container: "main",
  attempt: 0,
  cause,
  graceSeconds
})

describe("a container that must not go on", () => {
  it("is ended, with the grace of its Pod or that of its probe", () => {
    given(probed(), podRuns(0)).when(at(5, unhealthy())).decides(isKilled())
    given(probed({ terminationGracePeriodSeconds: 7 }), podRuns(0))
      .when(at(5, unhealthy()))
      .decides(isKilled(7))
    const { job: now } = given(probed(), podRuns(0), at(5, unhealthy()))
    assert.deepStrictEqual(Intents.of(now), [
      {
        _tag: "StopContainer",
        ordinal: 0,
        container: "main",
        attempt: 0,
        at: Clock.instant(5),
        killAt: Clock.instant(35)
      }
    ])
  })

  it("runs again or fails its Pod as its policy says, whatever it ended for (LC-2, LC-71)", () => {
    given(probed({}, { restartPolicy: "OnFailure" }), podRuns(0), at(5, unhealthy("PostStartHook")))
      .when(at(6, containerEnds(0, "main", 143)))
      .decides(containerIsToRestart(0, 1, 6), podTurnsReady(0, false))
    given(probed(), podRuns(0), at(5, unhealthy()))
      .when(at(6, containerEnds(0, "main", 143)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 6, 16))
  })

  it("runs again after a probe failed even if it ended with 0, unless it never does (LC-2)", () => {
    const onFailure = { restartPolicy: "OnFailure" }
    given(probed({}, onFailure), podRuns(0), at(5, unhealthy()))
      .when(at(6, containerEnds(0, "main", 0)))
      .decides(containerIsToRestart(0, 1, 6), podTurnsReady(0, false))
    given(probed({}, onFailure), podRuns(0), at(5, unhealthy("PostStartHook")))
      .when(at(6, containerEnds(0, "main", 0)))
      .decides({ _tag: "PodSucceeded", ordinal: 0 }, podCounts(0, "Succeeded"), ...completes)
    given(probed(), podRuns(0), at(5, unhealthy()))
      .when(at(6, containerEnds(0, "main", 0)))
      .decides({ _tag: "PodSucceeded", ordinal: 0 }, podCounts(0, "Succeeded"), ...completes)
    const again = [...at(6, containerEnds(0, "main", 0)), ...at(6, containerStarts(0, "main", 1))]
    given(probed({}, onFailure), podRuns(0), at(5, unhealthy()), again)
      .when(at(8, containerEnds(0, "main", 0, 1)))
      .decides({ _tag: "PodSucceeded", ordinal: 0 }, podCounts(0, "Succeeded"), ...completes)
  })

  it("is ended once, and not in a Pod that stops anyhow", () => {
    given(probed(), podRuns(0), at(5, unhealthy())).when(at(6, unhealthy())).changesNothing()
    const asked = job({ podReplacementPolicy: "Failed" }, { containers: [{ name: "main", image }] })
    given(asked, podRuns(0), at(4, podIsDeleted(0)))
      .when(at(5, unhealthy()))
      .changesNothing()
  })

  it("keeps its own time when its Pod stops too, and takes the Pod's where that is sooner (LC-51)", () => {
    const killed = (ownSeconds: number) =>
      Intents.of(
        given(
          probed({ terminationGracePeriodSeconds: ownSeconds }),
          podRuns(0),
          at(5, unhealthy()),
          at(6, podIsDeleted(0))
        ).job
      ).map((intent) =>
        "killAt" in intent ? [Clock.seconds(intent.at), Clock.seconds(intent.killAt)] : intent._tag
      )
    assert.deepStrictEqual(killed(7), [[5, 12]])
    assert.deepStrictEqual(killed(300), [[5, 36]])
  })
})

describe("a startup probe (LC-17, LC-42)", () => {
  const beside = { name: "beside", image, restartPolicy: "Always", startupProbe: { exec } }
  const run = { ordinal: 0, container: "beside", attempt: 0 }
  const begins = fact({ _tag: "ContainerStarted", ...run, ready: false, started: false, startedAt: 0 })
  const succeeds = fact({ _tag: "ContainerStartupSucceeded", ...run })
  const starting = [job({}, { initContainers: [beside] }), fact({ _tag: "SlotGranted", ordinal: 0 }), begins]

  const mayBegin = (...story: ReadonlyArray<Story>) =>
    Intents.of(given(...story).job).filter(({ _tag }) => _tag === "StartContainer").length

  it("holds up what comes behind a sidecar until it has succeeded", () => {
    assert.strictEqual(mayBegin(...starting), 0)
    assert.strictEqual(mayBegin(...starting, succeeds), 1)
    given(...starting)
      .when(containerStarts(0, "main"))
      .changesNothing()
    given(...starting, succeeds)
      .when(containerStarts(0, "main"))
      .decides(podStarts(0, false))
    given(...starting, succeeds)
      .when(succeeds)
      .changesNothing()
  })

  it("may be followed by readiness, which is the Pod's, too", () =>
    given(...starting, succeeds, containerStarts(0, "main"))
      .when(fact({ _tag: "ContainerReady", ...run, ready: true }))
      .decides(podTurnsReady(0, true)))
})

describe("a readiness probe (LC-17)", () => {
  it("makes the Pod ready and not ready, as often as it changes its mind", () => {
    given(job(), podRuns(0, { ready: false }))
      .when(at(2, podIsReady(0, true)), at(3, podIsReady(0, false)))
      .decides(podTurnsReady(0, true), podTurnsReady(0, false))
  })
})
