/**
 * What the laws remember of a Job's back-off: failures as last recorded, when Pods may be created again, and what was
 * counted since.
 */
export interface BackoffMemory {
  readonly failures: number
  readonly due: number
  readonly failedSince: number
  readonly hasSucceededSince: boolean
}

export const initialState: BackoffMemory = {
  failures: 0,
  due: 0,
  failedSince: 0,
  hasSucceededSince: false
}

export const armed = (failures: number, due: number): BackoffMemory => ({ ...initialState, failures, due })

export const failed = (backoff: BackoffMemory): BackoffMemory => ({
  ...backoff,
  failedSince: backoff.failedSince + 1
})

export const succeeded = (backoff: BackoffMemory): BackoffMemory => ({
  ...backoff,
  due: 0,
  hasSucceededSince: true
})
