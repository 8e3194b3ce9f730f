/**
 * Small Jobs whose Pods are short scripts of the shell.
 */

interface Wanted {
  readonly script: string
  readonly spec?: Readonly<Record<string, unknown>>
  readonly podSpec?: Readonly<Record<string, unknown>>
  readonly container?: Readonly<Record<string, unknown>>
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** A Job whose first failure is its last, unless `spec` allows more. JSON is YAML too. */
export const job = (
  name: string,
  { script, spec = {}, podSpec = {}, container = {}, metadata = {} }: Wanted
): string =>
  JSON.stringify({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, ...metadata },
    spec: {
      backoffLimit: 0,
      ...spec,
      template: {
        spec: {
          restartPolicy: "Never",
          ...podSpec,
          containers: [{ name: "main", image: "busybox", command: ["sh", "-c", script], ...container }]
        }
      }
    }
  })

/** Leaves a line in `FILE` for each time it runs, and waits until the file `FILE.go` is there. */
const waits = (file: string): string =>
  `echo run >> "${file}"; echo waits; while ! [ -e "${file}.go" ]; do sleep 0.05; done; echo goes on`

/** Asked to end, it says so and ends with 0. */
export const gated = (file: string): string => `trap 'echo asked to end; exit 0' TERM; ${waits(file)}`

/** Deaf to SIGTERM; ends with 3. */
export const deaf = (file: string): string => `trap '' TERM; ${waits(file)}; exit 3`

/** Ends with 7, and `FILE.done` is there then. */
export const failing = (file: string): string => `${waits(file)}; touch "${file}.done"; exit 7`
