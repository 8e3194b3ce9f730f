/**
 * The volumes of a template or of a Pod, as `kubectl describe` shows them.
 */
import type * as Schema from "effect/Schema"
import type { PodSpec } from "../../../domain/manifest/template/PodSpecForm.ts"
import * as Description from "./Description.ts"
import type { Line } from "./Tabbed.ts"

type Volume = NonNullable<PodSpec["volumes"]>[number]

interface Kind {
  readonly type: string
  /** Each with its title and what stands where it is not given. */
  readonly fields: ReadonlyArray<readonly [title: string, field: string, absent: string]>
}

const kinds: Readonly<Record<string, Kind>> = {
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    fields: [
      ["Medium", "medium", ""],
      ["SizeLimit", "sizeLimit", "<unset>"]
    ]
  },
  hostPath: {
    type: "HostPath (bare host directory volume)",
    fields: [
      ["Path", "path", ""],
      ["HostPathType", "type", ""]
    ]
  },
  configMap: {
    type: "ConfigMap (a volume populated by a ConfigMap)",
    fields: [
      ["Name", "name", ""],
      ["Optional", "optional", "false"]
    ]
  },
  secret: {
    type: "Secret (a volume populated by a Secret)",
    fields: [
      ["SecretName", "secretName", ""],
      ["Optional", "optional", "false"]
    ]
  }
}

const shown = (value: Schema.Json | undefined, absent: string): string => {
  if (value === undefined || value === null) return absent
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}

/** A kind that is not in the table is named as the API names it. */
const volume = (item: Volume, indent: string): ReadonlyArray<Line> => {
  const kind = Object.keys(item).find((key) => key !== "name") ?? ""
  const { type, fields } = kinds[kind] ?? { type: kind, fields: [] }
  // A source is an object with members, whatever its kind.
  const { [kind]: source = {} } = item as Readonly<Record<string, Readonly<Record<string, Schema.Json>>>>
  return [
    [`${indent}${item.name ?? ""}:`],
    ["    Type:", type],
    ...fields.map(([title, field, absent]) => [`    ${title}:`, shown(source[field], absent)])
  ]
}

const all = (title: string, indent: string, { volumes = [] }: PodSpec): ReadonlyArray<Line> =>
  volumes.length === 0
    ? [[title, Description.none]]
    : [[title], ...volumes.flatMap((item) => volume(item, indent))]

export const ofTemplate = (spec: PodSpec): ReadonlyArray<Line> => all("  Volumes:", "   ", spec)

export const ofPod = (spec: PodSpec): ReadonlyArray<Line> => all("Volumes:", "  ", spec)
