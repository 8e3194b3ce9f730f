import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs"
import { homedir } from "node:os"
import { join, resolve } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import * as StorePath from "../../../src/adapters/cli/StorePath.ts"
import * as Chain from "../../../src/runtime/log/Chain.ts"
import * as Command from "./Command.ts"

const golden = (name: string): string => readFileSync(resolve(`test/golden/logs/0.1.0/${name}.jsonl`), "utf8")

const text = golden("deadline")
const lines = text.trimEnd().split("\n")
const hash = (line: string | undefined): string => line?.slice(-66, -2) ?? ""
const head = `head      ${lines.length} ${hash(lines.at(-1))}\n`
const all = "the chain holds, and every decision follows from its facts"

/** A directory with a log, and what the command says in it. */
const place = (files: Readonly<Record<string, string>> = { "log.jsonl": text }) => {
  const directory = Command.directory(files)
  const state = join(directory, "state")
  const log = (...args: ReadonlyArray<string>) =>
    Command.run(["log", ...args], { cwd: directory, env: { XDG_STATE_HOME: state } })
  return { directory, state, log }
}

/** The lines with hashes that fit them. */
const chained = (altered: ReadonlyArray<string>): string => {
  let previous = Chain.genesis
  return altered
    .map((line) => {
      const record = line.replace(/,"hash":"[0-9a-f]{64}"\}$/, "}")
      previous = Chain.next(previous, record)
      return `${record.slice(0, -1)},"hash":"${previous}"}\n`
    })
    .join("")
}

describe("a log imported into a store", () => {
  it.each(["deadline", "elastic-scale-down", "restarts-in-place", "work-queue"])(
    "is exported byte for byte: %s",
    (name) => {
      const { log, directory } = place({ "log.jsonl": golden(name) })
      const imported = log("import", "log.jsonl", "--store", "a store")
      expect(imported).toMatchObject({ code: 0, stderr: "" })
      expect(log("export", "--store", "a store")).toEqual({ code: 0, stdout: golden(name), stderr: "" })
      const exported = log("export", "again.jsonl", "--store", "a store")
      expect(exported).toMatchObject({ code: 0, stderr: "" })
      expect(exported.stdout).toBe(
        imported.stdout.replace(/^imported {2}(\d+ records) of .*$/m, "exported  $1 to again.jsonl")
      )
      expect(log("import", "again.jsonl", "--store", "other").stdout).toBe(imported.stdout)
      expect(log("export", "--store", "other").stdout).toBe(golden(name))
      expect(readdirSync(directory).toSorted()).toEqual(["a store", "again.jsonl", "log.jsonl", "other"])
    }
  )

  it("goes to the user's state directory, and comes from standard input", () => {
    const { log, state, directory } = place()
    const stdout = `imported  ${lines.length} records of 1 Job: ${all}\n${head}`
    expect(log("import", "log.jsonl")).toEqual({ code: 0, stdout, stderr: "" })
    expect(existsSync(join(state, "jobledger", "events.sqlite"))).toBe(true)
    const piped = Command.run(["log", "import", "-", "--store", "other"], { cwd: directory, input: text })
    expect(piped).toEqual({ code: 0, stdout, stderr: "" })
  })

  it("is not mixed with another", () => {
    const { log } = place()
    log("import", "log.jsonl", "--store", "s")
    expect(log("import", "log.jsonl", "--store", "s")).toEqual({
      code: 2,
      stdout: "",
      stderr: `jobledger: s holds a log of ${lines.length} records; a log is imported only where there is none\n`
    })
    expect(log("export", "--store", "s").stdout).toBe(text)
  })
})

describe("a log that is not good", () => {
  const nothing = (log: ReturnType<typeof place>["log"]) =>
    expect(log("export", "--store", "s")).toEqual({ code: 0, stdout: "", stderr: "" })

  it("is not imported where its chain breaks, however late", () => {
    const last = lines.length
    const { log } = place({
      "bad.jsonl": lines.with(last - 1, lines.at(-1)?.replace(/.{5}"\}$/, '00000"}') ?? "").join("\n")
    })
    const reason = "the hash does not fit the record and the one before it"
    expect(log("import", "bad.jsonl", "--store", "s")).toEqual({
      code: 3,
      stdout: `broken    at record ${last}, behind ${last - 1} good records: ${reason}\nhead      ${last - 1} ${hash(lines.at(-2))}\n`,
      stderr: `nothing was imported\nbad.jsonl:${last}: broken log: ${reason}; ${last - 1} good records precede it\n`
    })
    nothing(log)
    // What was refused is not in the way of what is good.
    expect(Command.run(["verify", "-"], { input: text }).code).toBe(0)
  })

  it("is not imported where it ends inside a batch", () => {
    const { log } = place({ "cut.jsonl": `${lines.slice(0, 3).join("\n")}\n` })
    const { code, stderr } = log("import", "cut.jsonl", "--store", "s")
    expect(code).toBe(3)
    expect(stderr).toMatch(/^nothing was imported\ncut\.jsonl:4: broken log: the log ends inside a batch/)
    nothing(log)
  })

  it("is not imported where a decision does not follow", () => {
    const forged = chained(
      lines.map((line) => line.replace('"DeadlineExceeded","message"', '"Boredom","message"'))
    )
    const { log } = place({ "forged.jsonl": forged, "log.jsonl": text })
    const { code, stdout, stderr } = log("import", "forged.jsonl", "--store", "s")
    expect({ code, stderr }).toEqual({ code: 1, stderr: "nothing was imported\n" })
    expect(stdout).toMatch(/≠ +reason +"Boredom" +"DeadlineExceeded"/)
    nothing(log)
    expect(log("import", "log.jsonl", "--store", "s").code).toBe(0)
  })

  it.each([
    ["empty", "", /empty\.jsonl:1: broken log: the log is empty/],
    ["nonsense", "{}\n", /nonsense\.jsonl:1: broken log: a record ends in "hash"/]
  ])("is not imported where it is %s", (name, content, complaint) => {
    const { log } = place({ [`${name}.jsonl`]: content })
    const { code, stderr } = log("import", `${name}.jsonl`, "--store", "s")
    expect(code).toBe(3)
    expect(stderr).toMatch(complaint)
  })

  it("is not looked for in a store that would be made for it", () => {
    const { log, directory } = place()
    expect(log("import", "none.jsonl", "--store", "s")).toEqual({
      code: 4,
      stdout: "",
      stderr: "none.jsonl: no such file\n"
    })
    expect(existsSync(join(directory, "s"))).toBe(false)
  })
})

describe("a store", () => {
  it("is not exported where there is none", () => {
    const { log, directory } = place()
    const stderr = "s/events.sqlite: no such file\n"
    expect(log("export", "--store", "s")).toEqual({ code: 4, stdout: "", stderr })
    expect(log("export", "log.jsonl", "--store", "s")).toEqual({ code: 4, stdout: "", stderr })
    expect(readFileSync(join(directory, "log.jsonl"), "utf8")).toBe(text)
  })

  it("is not taken for what it is not", () => {
    const { log, directory } = place()
    mkdirSync(join(directory, "s"))
    copyFileSync(join(directory, "log.jsonl"), join(directory, "s", "events.sqlite"))
    const refused = { code: 5, stdout: "", stderr: "s/events.sqlite: the file is no SQLite database\n" }
    expect(log("export", "--store", "s")).toEqual(refused)
    expect(log("import", "log.jsonl", "--store", "s")).toEqual(refused)
  })

  it("is not written over by its export", () => {
    const { log } = place()
    log("import", "log.jsonl", "--store", "s")
    expect(log("export", "s/events.sqlite", "--store", "s")).toEqual({
      code: 2,
      stdout: "",
      stderr: "jobledger: s/events.sqlite is the store itself\n"
    })
    expect(log("export", "--store", "s").stdout).toBe(text)
  })

  it("is exported as far as somebody reads", async () => {
    const long = Command.directory({})
    writeFileSync(
      join(long, "s.yaml"),
      readFileSync("examples/deadline.yaml", "utf8").replace(
        /completions: \d+\n( +)parallelism: \d+/,
        "completions: 3000\n$1parallelism: 3000"
      )
    )
    Command.run(["simulate", "s.yaml", "--log", "long.jsonl"], { cwd: long })
    const store = join(long, "s")
    expect(Command.run(["log", "import", join(long, "long.jsonl"), "--store", store]).code).toBe(0)
    expect(Command.run(["log", "export", "--store", store]).stdout).toBe(
      readFileSync(join(long, "long.jsonl"), "utf8")
    )
    const ended = await Command.disturbed(
      ["log", "export", "--store", store],
      (child) => child.stdout?.destroy(),
      "stdout"
    )
    expect(ended).toEqual({ code: 0, stderr: "" })
  })
})

describe("the states that a store keeps", () => {
  const alter = (directory: string, sql: string): void => {
    const database = new DatabaseSync(StorePath.database(join(directory, "s")))
    database.exec(sql)
    database.close()
  }

  it("are there after an import, and verify notices one that is wrong (3); nobody else is deceived", () => {
    const { log, directory } = place()
    const run = (...args: ReadonlyArray<string>) => Command.run([...args, "--store", "s"], { cwd: directory })
    log("import", "log.jsonl", "--store", "s")
    const shown = run("get", "jobs", "-o", "json")
    expect(shown.stdout).toContain('"DeadlineExceeded"')
    const verified = run("verify")
    expect(verified).toMatchObject({ code: 0, stderr: "" })
    alter(directory, `UPDATE states SET state = replace(state, 'DeadlineExceeded', 'Boredom')`)
    expect(run("get", "jobs", "-o", "json")).toEqual(shown)
    const damaged = run("verify")
    expect(damaged).toMatchObject({ code: 3, stdout: verified.stdout })
    expect(damaged.stderr).toMatch(
      /\/s\/events\.sqlite:26: broken log: the state of job\/\S+ kept at version 26 does not fit its hash/
    )
    alter(directory, "DROP TABLE states")
    expect(run("get", "jobs", "-o", "json")).toEqual(shown)
    expect(run("verify")).toEqual(verified)
  })
})

describe("the place of the store", () => {
  it.each([
    ["/chosen", { XDG_STATE_HOME: "/state" }, "/chosen"],
    [undefined, { XDG_STATE_HOME: "/state" }, "/state/jobledger"],
    [undefined, { XDG_STATE_HOME: "relative" }, join(homedir(), ".local/state/jobledger")],
    [undefined, {}, join(homedir(), ".local/state/jobledger")]
  ])("%j, %j: %s", (chosen, env, directory) => {
    expect(StorePath.directory(chosen, env)).toBe(directory)
    expect(StorePath.database(directory)).toBe(join(directory, "events.sqlite"))
  })
})
