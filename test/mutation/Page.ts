/**
 * The part of docs/testing.md that tells of mutants: a table by file, and the survivors that are explained. A survivor
 * that no test can tell, whatever it is, is left out of the second score.
 */
import * as Results from "./Results.ts"

const begin = "<!-- mutation: written by npm run mutation -->"
const end = "<!-- mutation: end -->"

const explained = ({ survivors }: Results.OfFile): ReadonlyArray<Results.Survivor> =>
  survivors.filter(({ why }) => why !== undefined)

const percent = (of: Pick<Results.OfFile, "killed" | "survivors">): string =>
  `${Results.score(of).toFixed(1)} %`

const row = (name: string, of: Results.OfFile): string => {
  const { killed, survivors, date, commit } = of
  const open = survivors.filter(({ why }) => why === undefined)
  return `| ${[
    name,
    killed + survivors.length,
    killed,
    survivors.length,
    survivors.length - open.length,
    percent(of),
    percent({ killed, survivors: open }),
    date,
    commit
  ].join(" | ")} |`
}

const sum = (all: ReadonlyArray<Results.OfFile>): Results.OfFile => ({
  commit: "",
  date: "",
  killed: all.reduce((rest, { killed }) => rest + killed, 0),
  survivors: all.flatMap(({ survivors }) => survivors)
})

const table = (results: Results.Results): ReadonlyArray<string> => [
  "| File | Mutants | Killed | Survived | Explained | Score | Score without explained | Date | Commit |",
  "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |",
  ...Object.entries(results).map(([file, of]) => row(`\`${file}\``, of)),
  row("all", sum(Object.values(results)))
]

/** Each reason once for a file, with the lines it is about. */
const reasons = (results: Results.Results): ReadonlyArray<string> =>
  Object.entries(results).flatMap(([file, of]) =>
    Object.entries(Object.groupBy(explained(of), ({ why = "" }) => why)).map(([why, survivors = []]) => {
      const lines = [...new Set(survivors.map(({ line }) => line))].toSorted((left, right) => left - right)
      return `- \`${file}\`, ${survivors.length} in line ${lines.join(", ")}: ${why}.`
    })
  )

/** A page with its part about mutants written anew. */
export const filledIn = (page: string, results: Results.Results): string => {
  const [before = "", rest = ""] = page.split(begin)
  const [, after = ""] = rest.split(end)
  const part = [
    begin,
    "",
    ...table(results),
    "",
    "Survivors that are explained:",
    "",
    ...reasons(results),
    "",
    end
  ]
  return `${before}${part.join("\n")}${after}`
}
