import { assert, describe, it } from "vitest"
import * as ApiForm from "../../../../src/domain/manifest/template/ApiForm.ts"
import { Container } from "../../../../src/domain/manifest/template/ContainerSchema.ts"
import { Probe } from "../../../../src/domain/manifest/template/HandlerSchema.ts"
import { PodSpec } from "../../../../src/domain/manifest/template/PodSpecSchema.ts"

const container = ApiForm.of(Container)
const probe = ApiForm.of(Probe)
const podSpec = ApiForm.of(PodSpec)

const messages = { terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File" }

describe("what the API shows", () => {
  it("has its members in the API's order", () =>
    assert.deepStrictEqual(
      Object.keys(container({ tty: true, image: "b", env: [{ name: "A" }], name: "a" })),
      ["name", "image", "env", ...Object.keys(messages), "tty"]
    ))

  it("leaves out what is as good as nothing (AJ-86)", () =>
    assert.deepStrictEqual(
      container({
        name: "a",
        stdin: false,
        workingDir: "",
        args: [],
        env: [{ name: "A", value: "" }],
        resources: { limits: {} }
      }),
      { name: "a", env: [{ name: "A" }], resources: {}, ...messages }
    ))

  it("keeps a zero that says something", () => {
    const given = { hostUsers: false, priority: 0, runtimeClassName: "" }
    const { hostUsers, priority, runtimeClassName } = podSpec(given)
    assert.deepStrictEqual({ hostUsers, priority, runtimeClassName }, given)
  })

  it("is filled in (AJ-70 to AJ-72)", () => {
    assert.deepStrictEqual(probe({ httpGet: { port: 80 }, timeoutSeconds: 0 }), {
      httpGet: { path: "/", port: 80, scheme: "HTTP" },
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3
    })
    assert.deepStrictEqual(podSpec({ volumes: [{ name: "v", configMap: { name: "c" } }] }).volumes, [
      { name: "v", configMap: { name: "c", defaultMode: 420 } }
    ])
  })

  it("has amounts in one form", () =>
    assert.deepStrictEqual(container({ resources: { limits: { cpu: 0.5, memory: "1024Mi" } } }).resources, {
      limits: { cpu: "500m", memory: "1Gi" }
    }))

  it("holds at its end what no Schema knows", () =>
    assert.deepStrictEqual(Object.keys(container({ odd: 1, name: "a" } as { name: string })), [
      "name",
      ...Object.keys(messages),
      "odd"
    ]))
})
