/**
 * A history of a check as a scenario: what each Pod did in it, and which Pods were asked to terminate. Played as such it
 * comes to the same verdict at the same instant.
 */
import * as Schema from "effect/Schema"
import * as Scenario from "../simulation/Scenario.ts"
import * as History from "./History.ts"
import * as Random from "./Random.ts"

type Manifest = Scenario.Scenario["manifest"]

/** As it is played: not suspended. */
const resumed = ({ spec, ...manifest }: Manifest): Manifest => ({
  ...manifest,
  spec:
    typeof spec === "object" && spec !== null && !Array.isArray(spec)
      ? { ...spec, suspend: false }
      : (spec ?? null)
})

const slice = 1000

export const of = (setting: History.Setting, number: number, manifest: Manifest): Scenario.Scenario => {
  const history = History.start(setting, number)
  while (History.advance(history, slice)) continue
  const { podsCreated, deletions } = history.seen
  const { isCut } = History.outcome(history)
  const pods = Array.from({ length: podsCreated }, (_, ordinal) => ({
    match: { ordinal },
    ...setting.draw(Random.make(setting.seed, number, ordinal)).rule
  }))
  return {
    name: `history ${number} from seed ${setting.seed}`,
    start: Scenario.defaultStart,
    manifest: resumed(manifest),
    pods,
    ...(deletions.length === 0 ? {} : { commands: deletions }),
    ...(isCut ? { until: history.session.job.at - History.startAt } : {})
  }
}

/** A scenario as JSON, as a file holds it. */
export const encode: (scenario: Scenario.Scenario) => typeof Scenario.Scenario.Encoded = Schema.encodeSync(
  Scenario.Scenario
)
