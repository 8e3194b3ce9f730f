/**
 * How a command line says where a Job is: in which store, in which namespace, under which name.
 */
import { resolve } from "node:path"
import * as Flag from "effect/cli/Flag"
import * as Option from "effect/Option"
import * as StorePath from "./StorePath.ts"

export const namespace = Flag.String("namespace").pipe(
  Flag.withAlias("n"),
  Flag.withDescription("The namespace of the Job"),
  Flag.withDefault("default")
)

/** `job/NAME`, `jobs/NAME` and `job.batch/NAME` are the Job NAME. */
export const bare = (name: string): string => name.replace(/^jobs?(\.batch)?\//, "")

/** Processes started here may change their directory: the path is made whole. */
export const directory = (path: Option.Option<string>): string =>
  resolve(StorePath.directory(Option.getOrUndefined(path)))
