/**
 * What the keeper answers to what it is asked.
 */
import type { RunKey } from "../../../runtime/container/ContainerRuntime.ts"
import * as Keeper from "./Keeper.ts"
import type { Reply, Request } from "./Protocol.ts"
import * as Starts from "./Starts.ts"
import * as Stops from "./Stops.ts"

const ended = async (keeper: Keeper.Keeper, key: RunKey): Promise<Reply> => {
  await keeper.living.get(Keeper.nameOf(key))?.over
  return Keeper.done
}

const attach = (keeper: Keeper.Keeper, epoch: number, controller: Keeper.Controller): void => {
  for (const observation of Keeper.observations(keeper)) controller.tell({ _tag: "Observed", observation })
  keeper.attached.set(controller, epoch)
}

/** The answer to a request, also where something breaks on the way; nothing where the asker now is attached. */
export const answer = async (
  keeper: Keeper.Keeper,
  request: Request,
  controller: Keeper.Controller
): Promise<Reply | undefined> => {
  try {
    if (request._tag === "ended") return await ended(keeper, request.key)
    if (request._tag === "list") return { _tag: "Listed", observations: Keeper.observations(keeper) }
    const refusal = Keeper.admit(keeper, request.epoch)
    if (refusal !== undefined) return refusal
    switch (request._tag) {
      case "attach":
        attach(keeper, request.epoch, controller)
        return undefined
      case "start":
        return await Starts.start(keeper, request.epoch, request.run)
      case "stop":
        return Stops.stop(keeper, request.stop)
      case "remove":
        return await Stops.remove(keeper, request.pod)
    }
  } catch (error) {
    return Keeper.broken(error)
  }
}
