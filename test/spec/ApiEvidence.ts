/**
 * Which rules the cases of the API and the kubelet exercise. Upstream's cases do not say; here each rule has what its
 * cases have in common: `kind/id`, or what the API answers.
 */
import * as Schema from "effect/Schema"
import type { Case } from "../conformance/CaseLine.ts"

const patterns: Readonly<Record<string, RegExp>> = {
  "AJ-4": /\/multi-error$/,
  "AJ-6": /^json: cannot unmarshal|\/decode-null$/,
  "AJ-7": /^metadata\.name: Invalid value: .*RFC 1123 subdomain/,
  "AJ-10": /^job\.default\/up-all-unspecified|\/job-create-only-completions$/,
  "AJ-11": /\/job-create-only-(completions|parallelism)$/,
  "AJ-12": /^spec\.completionMode: .*field is immutable/,
  "AJ-13": /^job\.default\/up-backofflimitperindex-|\/job-create-indexed-perindex$/,
  "AJ-14": /^spec\.backoffLimitPerIndex: .*field is immutable/,
  "AJ-15": /\/up-vupd-(un)?set-max-failed-indexes$/,
  "AJ-16": /\/job-create-zero-activeDeadlineSeconds$/,
  "AJ-17": /\/upd-mutable-ttlSecondsAfterFinished$/,
  "AJ-18": /\/upd-mutable-suspend$/,
  "AJ-19": /\/up-pod-failure-policy-and-defaulting|\/upd-mutable-podReplacementPolicy$/,
  "AJ-20": /\/job-create-pfp-status-default$/,
  "AJ-21": /\/job-create-sp-ok$/,
  "AJ-22": /\/job-create-managedby-ok$|^spec\.managedBy: .*field is immutable/,
  "AJ-23": /\/job-create-manual-ok$/,
  "AJ-24": /^spec\.selector: .*field is immutable/,
  "AJ-25": /^spec\.template: .*field is immutable/,
  "AJ-26": /\/job-create-indexed-defaulted-completions$/,
  "AJ-27": /\/(job-create-(template|own)-labels|upd-labels-cleared)$/,
  "AJ-28": /\/decode-template-missing$/,
  "AJ-30": /\/job-create-(neg|zero)-/,
  "AJ-31": /when maxFailedIndexes is specified/,
  "AJ-32": /^spec\.managedBy: .*(domain-prefixed|RFC 1123|Too long)/,
  "AJ-36": /^spec\.completions: Required value: when completion mode is Indexed/,
  "AJ-37": /100000 when completion mode is Indexed/,
  "AJ-38": /^spec\.maxFailedIndexes: .*less than or equal to completions$/,
  "AJ-39": /^spec\.maxFailedIndexes: .*less than or equal to 100000$/,
  "AJ-40": /when completions are above 100000|must be specified when completions is above/,
  "AJ-41": /^spec\.(backoffLimitPerIndex|maxFailedIndexes): .*requires indexed completion mode/,
  "AJ-42": /\/job-create-perindex-onfailure$/,
  "AJ-44": /will not able to create pod with invalid DNS label/,
  "AJ-45": /^spec\.podFailurePolicy\.rules: Too many/,
  "AJ-46": /^spec\.podFailurePolicy\.rules\[\d+\]\.action: /,
  "AJ-47": /^spec\.podFailurePolicy\.rules\[\d+\]\.onExitCodes/,
  "AJ-48": /^spec\.podFailurePolicy\.rules\[\d+\]\.onPodConditions/,
  "AJ-49": /OnExitCodes and OnPodConditions/,
  "AJ-50": /^spec\.successPolicy: .*requires indexed completion mode/,
  "AJ-51": /^spec\.successPolicy\.rules: /,
  "AJ-52": /^spec\.successPolicy\.rules\[\d+\]/,
  "AJ-53": /^indexes\.parse\//,
  "AJ-54": /^spec\.podReplacementPolicy: Unsupported value/,
  "AJ-55": /^spec\.template\.spec\.restartPolicy: /,
  "AJ-56": /^spec\.selector: Required value/,
  "AJ-57": /`selector` does not match template `labels`/,
  "AJ-60": /\/job-create-(status-cleared|generation-reset)$/,
  "AJ-61": /\/job-create-(minimal|right-jobname-label)$/,
  "AJ-62": /^spec\.template\.metadata\.labels\[.*must be '/,
  "AJ-63": /`selector` not auto-generated/,
  "AJ-64": /\/job-create-manual-/,
  "AJ-65": /^spec\.template\.labels: .*no more than 63 bytes|\/job-create-name-63$/,
  "AJ-66": /\/job-create-generatename-/,
  "AJ-67": /name or generateName is required/,
  "AJ-69": /\/meta-/,
  "AJ-70": /\/job-create-minimal$/,
  "AJ-71": /\/pod-image-(latest|digest)$/,
  "AJ-72": /\/vol-(nosource|cm-defaults|projected)$/,
  "AJ-73": /\/pod-(nocontainers|container-|pullpolicy-)/,
  "AJ-74": /between 1 and 2147483647/,
  "AJ-75": /\/env-(no)?name|\/env-(both|valuefrom-two)$/,
  "AJ-76": /\/env-fieldref-/,
  "AJ-77": /\/env-resource-/,
  "AJ-78": /\/env(from|-cm)-/,
  "AJ-79": /\/vol-/,
  "AJ-80": /\/mount-/,
  "AJ-81": /\/(init-|container-r|sidecar-)/,
  "AJ-82": /\/res-/,
  "AJ-86": /\/upd-(generation-ignored|status-ignored|meta-nogen|template-nil-empty)$/,
  "AJ-87": /\/upd-invalid-neg$/,
  "AJ-88": /\/upd-(rename|uid|finalizer-deleting)$/,
  "AJ-89":
    /^spec\.(selector|completionMode|podFailurePolicy|backoffLimitPerIndex|managedBy|successPolicy): .*field is immutable/,
  "AJ-90": /in tandem with spec\.parallelism|^spec\.completions: .*field is immutable/,
  "AJ-91": /\/upd-(template-image|suspend-and-change|susp-and-resume)$/,
  "AJ-92": /\/upd-susp-(started-|active)/,
  "AJ-93": /\/upd-susp-(nodeselector|schedgates|annotations|resources|affinity-node)$/,
  "AJ-94": /^spec\.template\.spec: .*field is immutable/,
  "AJ-100": /^status\.\w+: .*greater than or equal to 0|^status\.uncountedTerminatedPods\.\w+\[\d+\]/,
  "AJ-101": /cannot decrease the failed counter/,
  "AJ-102": /cannot decrease the succeeded counter|\/st-succeeded-decrease-elastic$/,
  "AJ-103": /cannot disable the terminal/,
  "AJ-104": /cannot disable the SuccessCriteriaMet=True condition/,
  "AJ-105": /cannot set SuccessCriteriaMet=True and Fail/,
  "AJ-106": /for Job with SuccessPolicy unless SuccessCriteriaMet=True/,
  "AJ-107": /for Job already has Complete=true/,
  "AJ-108": /^status\.completionTime: .*field is immutable/,
  "AJ-110": /a DNS label is recommended/,
  "AJ-111": /might not be able to track completedIndexes/,
  "AJ-112": /hides previous definition|fractional byte value|duplicate port definition/,
  "AJ-113": /\/upd-warning-big-nochange$/,
  "AJ-120": /cannot set Complete=True and Fail/,
  "AJ-121": /cannot set completionTime when there is no Complete=True/,
  "AJ-122": /completionTime is required for Complete jobs/,
  "AJ-123": /must be equal to or after `startTime`|\/st-time-equal-start$/,
  "AJ-124": /cannot set Failed=True condition without the FailureTarget=true/,
  "AJ-125": /cannot set Complete=True condition without the SuccessCriteriaMet=true/,
  "AJ-126": /active>0 is invalid for finished job/,
  "AJ-127": /startTime is required for finished job/,
  "AJ-128": /must be empty for finished job/,
  "AJ-129": /terminating>0 is invalid for finished job/,
  "AJ-130": /cannot set more ready pods than active/,
  "AJ-131": /field is immutable for unsuspended job once set/,
  "AJ-132": /^status\.completedIndexes: /,
  "AJ-133": /^status\.failedIndexes: .*(error parsing|when backoffLimitPerIndex is null)/,
  "AJ-134": /^indexes\.overlap\/|overlap at index/,
  "AJ-135": /\/st-cond-(dup|unknown)$/,
  "JC-2": /\/job-create-pfp-replacement$/,
  "JC-122": /\/job-create-pfp-onfailure$/,
  "JC-137": /\/upd-susp-(nodeselector|schedgates|annotations|affinity-node|active)$/,
  "JC-138": /\/upd-susp-(resources|started-cond-res|active-res)$/,
  "JC-160": /\/job-create-(minimal|manual-ok)$/,
  "JC-162": /\/job-create-only-(completions|parallelism)$/,
  "JC-163": /^job\.default\//,
  "JC-165": /\/job-create-neg-/,
  "JC-166": /\/job-create-indexed-/,
  "JC-167": /\/job-create-pfp-/,
  "JC-168": /\/job-create-sp-/,
  "JC-169": /\/job-create-managedby-/,
  "JC-170": /in tandem with spec\.parallelism/,
  "JC-171": /\/upd-(mutable-|completionmode|pfp|managedby|successpolicy)/,
  "JC-172": /^job\.status\//,
  "LC-2": /^pod\.phase\/.*(onfailure|containerrestartpolicy)/,
  "LC-3": /^pod\.phase\//,
  "LC-4": /^pod\.phase\//,
  "LC-31": /^container\.backoff\/backoff-(default|long-run)$/,
  "LC-33": /^container\.backoff\/backoff-(no)?reset$/,
  "LC-34": /^container\.backoff\/backoff-(reduced|max-)/,
  "LC-60": /^env\.expand\//,
  "LC-61": /^env\.resolve\//,
  "LC-63": /^env\.resolve\/up-env-(configmap|secret)/,
  "CL-1": /^ttl\/up-ttl-error-case/,
  "CL-2": /^ttl\/up-ttl-job-failed/,
  "CL-3": /^ttl\/up-ttl-job-/
}

/** As much of an answer as the API says in words. */
const Answer = Schema.Struct({
  errors: Schema.optionalKey(Schema.Array(Schema.Struct({ text: Schema.String }))),
  warnings: Schema.optionalKey(Schema.Array(Schema.String)),
  decodeError: Schema.optionalKey(Schema.String)
})

const isAnswer = Schema.is(Answer)

const wordsOf = ({ id, kind, expect }: Case): ReadonlyArray<string> => [
  `${kind}/${id}`,
  ...(isAnswer(expect)
    ? [
        ...(expect.errors ?? []).map(({ text }) => text),
        ...(expect.warnings ?? []),
        ...(expect.decodeError === undefined ? [] : [expect.decodeError])
      ]
    : [])
]

/** The rules a case exercises. */
export const rulesOf = (one: Case): ReadonlyArray<string> => {
  const words = wordsOf(one)
  return Object.entries(patterns).flatMap(([rule, pattern]) =>
    words.some((text) => pattern.test(text)) ? [rule] : []
  )
}

/** The rules of which it is said here what their cases are. */
export const rules: ReadonlyArray<string> = Object.keys(patterns)
