/** When a container that keeps failing restarts, and what it is said to wait for (LC-31 to LC-34). */
import * as Schema from "effect/Schema"
import * as ContainerBackoff from "../../../../src/domain/pod/ContainerBackoff.ts"
import * as Pod from "../../../../src/domain/pod/Pod.ts"
import * as ContainerHistory from "../../../../src/domain/projection/ContainerHistory.ts"
import * as ContainerStatuses from "../../../../src/domain/projection/ContainerStatuses.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"

const Given = Schema.Struct({
  initialSeconds: Schema.Int,
  maxSeconds: Schema.Int,
  resetAfterSeconds: Schema.Int,
  ranSeconds: Schema.Array(Schema.Int)
})
type Given = typeof Given.Type

const Restart = Schema.Struct({ ranSeconds: Schema.Int, waitSeconds: Schema.Int, message: Schema.String })
type Restart = typeof Restart.Type

interface Told {
  readonly container: Pod.Container
  readonly restarts: ReadonlyArray<Restart>
}

const second = 1000

/** The beginning of what is told of a container that waits; nothing of one that does not. */
const message = (finishedAt: number, due: number): string => {
  if (due === finishedAt) return ""
  const ended = { attempt: 0, startedAt: 0, finishedAt, exitCode: 1, reason: "Error" }
  const record = { ...ContainerHistory.make("main"), run: ended, due }
  const { state } = ContainerStatuses.of(
    record,
    { image: "", isInit: false, beginning: "ContainerCreating" },
    { name: "", namespace: "", uid: "" }
  )
  return state.waiting?.message?.split(" restarting ")[0] ?? ""
}

const ended =
  (settings: ContainerBackoff.Settings) =>
  ({ container, restarts }: Told, ranSeconds: number): Told => {
    const finishedAt = container.restartedAt + ranSeconds * second
    const due = ContainerBackoff.due(container, finishedAt, settings)
    const restart = {
      ranSeconds,
      waitSeconds: (due - finishedAt) / second,
      message: message(finishedAt, due)
    }
    const delaySeconds = ContainerBackoff.nextDelaySeconds(container, finishedAt, settings)
    return { container: { ...container, restartedAt: due, delaySeconds }, restarts: [...restarts, restart] }
  }

const containerBackoff = CaseKind.make({
  kind: "container.backoff",
  given: Given,
  expect: Schema.Struct({ restarts: Schema.Array(Restart) }),
  check: ({ initialSeconds, maxSeconds, resetAfterSeconds, ranSeconds }: Given, expect) => {
    const settings = { initialSeconds, maxSeconds, resetAfterSeconds }
    const none: Told = { container: Pod.newContainer, restarts: [] }
    return Comparing.equal("", expect, { restarts: ranSeconds.reduce(ended(settings), none).restarts })
  }
})

export const kinds = [containerBackoff]
