import * as Jsonl from "../../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import { lived } from "../../../src/testing/EventLogStory.ts"

/** The records of a scenario's log. */
export const records = (scenario: unknown): ReadonlyArray<Jsonl.HashedRecord> => {
  let head = LogHead.empty
  return lived(scenario).flatMap(({ stream, expectedVersion, events }) => {
    const added = LogHead.records(head, stream, expectedVersion, events)
    head = LogHead.after(head, added)
    return added
  })
}

export const lines = (scenario: unknown): ReadonlyArray<string> => records(scenario).map(Jsonl.line)
