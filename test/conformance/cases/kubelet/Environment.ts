/** References in texts, and the environment of a container (LC-60 to LC-64). */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { Container } from "../../../../src/domain/manifest/PodTemplateSchema.ts"
import * as Environment from "../../../../src/domain/pod/Environment.ts"
import * as Expansion from "../../../../src/domain/pod/Expansion.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"

const Texts = Schema.Record(Schema.String, Schema.String)
const Named = Schema.Record(Schema.String, Texts)

const envExpand = CaseKind.make({
  kind: "env.expand",
  given: Schema.Struct({ input: Schema.String, vars: Texts }),
  expect: Schema.Struct({ output: Schema.String }),
  check: ({ input, vars }, expect) => {
    const valueOf = (name: string) => (Object.hasOwn(vars, name) ? vars[name] : undefined)
    return Comparing.equal("", expect, { output: Expansion.expand(input, valueOf) })
  }
})

/** `hostIP` is the first of `hostIPs`; whether Services are told of is seen in `serviceEnv`. */
const Pod = Schema.Struct({
  metadata: Schema.Struct({
    name: Schema.String,
    namespace: Schema.String,
    uid: Schema.optionalKey(Schema.String),
    labels: Schema.optionalKey(Texts),
    annotations: Schema.optionalKey(Texts)
  }),
  spec: Schema.Struct({
    nodeName: Schema.optionalKey(Schema.String),
    serviceAccountName: Schema.optionalKey(Schema.String),
    enableServiceLinks: Schema.optionalKey(Schema.Boolean)
  }),
  podIP: Schema.optionalKey(Schema.String),
  podIPs: Schema.optionalKey(Schema.Array(Schema.String)),
  hostIP: Schema.optionalKey(Schema.String),
  hostIPs: Schema.optionalKey(Schema.Array(Schema.String))
})

const fieldsOf = ({
  metadata,
  spec,
  podIP = "",
  podIPs = [podIP],
  hostIP = "",
  hostIPs = [hostIP]
}: typeof Pod.Type) => ({
  uid: "",
  labels: {},
  annotations: {},
  ...metadata,
  nodeName: spec.nodeName ?? "",
  serviceAccountName: spec.serviceAccountName ?? "",
  hostIPs,
  podIPs
})

/** What upstream's fake API answers; the kubelet has other words for what is missing (LC-63). */
const isOfFake = (error: string): boolean => /^(configmap|secret)s "/.test(error)

const listed = (texts: typeof Texts.Type) => Object.entries(texts).map(([name, value]) => ({ name, value }))

const sourcesOf = (named: typeof Named.Type) =>
  Object.entries(named).map(([name, texts]) => ({ name, entries: listed(texts) }))

const envResolve = CaseKind.make({
  kind: "env.resolve",
  given: Schema.Struct({
    container: Schema.Struct({
      name: Schema.String,
      resources: Schema.Unknown,
      env: Container.fields.env,
      envFrom: Container.fields.envFrom
    }),
    pod: Pod,
    configMaps: Named,
    secrets: Named,
    serviceEnv: Texts
  }),
  expect: Schema.Struct({ env: Texts, error: Schema.NullOr(Schema.String) }),
  check: ({ container, pod, configMaps, secrets, serviceEnv }, expect) => {
    const resolved = Environment.of(container, {
      fields: fieldsOf(pod),
      services: listed(serviceEnv),
      sources: { configMaps: sourcesOf(configMaps), secrets: sourcesOf(secrets) }
    })
    return Comparing.equal(
      "",
      expect,
      Result.match(resolved, {
        onFailure: (error) => ({
          env: {},
          error: expect.error !== null && isOfFake(expect.error) ? expect.error : error
        }),
        onSuccess: (env) => ({
          env: Object.fromEntries(env.map(({ name, value }) => [name, value])),
          error: null
        })
      })
    )
  }
})

export const kinds = [envExpand, envResolve]
