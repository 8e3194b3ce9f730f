/**
 * This machine, as the node of Pods that are plain processes.
 */
import { statfsSync } from "node:fs"
import { availableParallelism, totalmem } from "node:os"
import * as ContainerSpec from "../../domain/pod/ContainerSpec.ts"

/** `directory`: where Pods have their directories; what is free there is what they may fill. */
export const place = (directory: string): ContainerSpec.Place => {
  const { bavail, bsize } = statfsSync(directory)
  return {
    ...ContainerSpec.here,
    allocatable: {
      cpu: availableParallelism(),
      memory: totalmem(),
      "ephemeral-storage": bavail * bsize
    }
  }
}
