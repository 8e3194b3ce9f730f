/**
 * The workflow: so many activities, one after the other.
 */
import { proxyActivities } from "@temporalio/workflow"

const { nothing } = proxyActivities<{ readonly nothing: () => Promise<void> }>({
  startToCloseTimeout: "1 minute"
})

export const units = async (count: number): Promise<number> => {
  for (let unit = 0; unit < count; unit += 1) await nothing()
  return count
}
