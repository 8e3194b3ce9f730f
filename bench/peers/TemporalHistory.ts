/**
 * What a Temporal server would have written of a workflow whose activities all came to their end, one after the other.
 */
import proto from "@temporalio/proto"

const { EventType } = proto.temporal.api.enums.v1
const { History } = proto.temporal.api.history.v1

const taskQueue = { name: "bench" }
const identity = "bench"
const start = 1_767_225_600
const seconds = (value: number) => ({ seconds: value, nanos: 0 })

const text = new TextEncoder()
const payload = (value: unknown) => ({
  metadata: { encoding: text.encode("json/plain") },
  data: text.encode(JSON.stringify(value))
})

/** Writes an event behind the others, and gives its number. */
type Write = (eventType: number, attributes: Readonly<Record<string, object>>) => number

const started = (write: Write, workflowId: string, units: number): number =>
  write(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, {
    workflowExecutionStartedEventAttributes: {
      workflowType: { name: "units" },
      workflowId,
      taskQueue,
      input: { payloads: [payload(units)] },
      workflowTaskTimeout: seconds(10),
      originalExecutionRunId: workflowId,
      firstExecutionRunId: workflowId,
      attempt: 1,
      identity
    }
  })

/** The workflow is looked at. */
const workflowTask = (write: Write): number => {
  const scheduledEventId = write(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, {
    workflowTaskScheduledEventAttributes: { taskQueue }
  })
  const startedEventId = write(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED, {
    workflowTaskStartedEventAttributes: { scheduledEventId, identity }
  })
  return write(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, {
    workflowTaskCompletedEventAttributes: { scheduledEventId, startedEventId, identity }
  })
}

const activity = (write: Write, unit: number, workflowTaskCompletedEventId: number): number => {
  const scheduledEventId = write(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, {
    activityTaskScheduledEventAttributes: {
      activityId: String(unit),
      activityType: { name: "nothing" },
      taskQueue,
      startToCloseTimeout: seconds(60),
      workflowTaskCompletedEventId
    }
  })
  const startedEventId = write(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED, {
    activityTaskStartedEventAttributes: { scheduledEventId, identity, attempt: 1 }
  })
  return write(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED, {
    activityTaskCompletedEventAttributes: { scheduledEventId, startedEventId, identity }
  })
}

/** The history of so many units. */
export const of = (workflowId: string, units: number): proto.temporal.api.history.v1.History => {
  const events: Array<object> = []
  const write: Write = (eventType, attributes) => {
    const eventId = events.length + 1
    events.push({ eventId, eventTime: seconds(start + eventId), eventType, ...attributes })
    return eventId
  }
  started(write, workflowId, units)
  let looked = workflowTask(write)
  for (let unit = 1; unit <= units; unit += 1) {
    activity(write, unit, looked)
    looked = workflowTask(write)
  }
  write(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED, {
    workflowExecutionCompletedEventAttributes: {
      workflowTaskCompletedEventId: looked,
      result: { payloads: [payload(units)] }
    }
  })
  return History.fromObject({ events })
}
