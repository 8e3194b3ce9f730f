import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import * as NodeVersion from "../../../src/adapters/cli/NodeVersion.ts"
import * as Command from "./Command.ts"

// The shape of this repository's own manifest.
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string }

describe("the command line", () => {
  it("says its version", () => {
    const ended = { code: 0, stdout: `jobledger ${version}\n`, stderr: "" }
    expect(Command.run(["--version"])).toEqual(ended)
    expect(Command.run(["simulate", "--version"])).toEqual(ended)
  })

  it.each(["run", "get", "simulate", "check", "replay", "verify", "log export", "log import"])(
    "helps with %s, by examples",
    (command) => {
      const { code, stdout, stderr } = Command.run([...command.split(" "), "--help"])
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
      expect(stdout).toMatch(new RegExp(`EXAMPLES\\n  # .*\\n  jobledger ${command} `))
      // What a user of the package need not have.
      expect(stdout).not.toContain("examples/")
    }
  )

  it("completes itself", () => {
    expect(Command.run(["--completions", "zsh"]).stdout).toContain("simulate")
  })

  it.each([
    [[], /^DESCRIPTION[^]*SUBCOMMANDS/],
    [["simulat"], /^jobledger: Unknown subcommand "simulat"[^]*simulate\nTry 'jobledger --help'\.\n$/],
    [["simulate"], /^jobledger: Missing required argument: SCENARIO\nTry 'jobledger simulate --help'\.\n$/],
    [["verify", "a", "--all"], /^jobledger: Unrecognized flag: --all/],
    [["simulate", "a.jsonl", "--log", "b"], /^jobledger: --log holds the log of one Job/]
  ])("refuses %j on standard error", (args, complaint) => {
    const { code, stdout, stderr } = Command.run(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(complaint)
  })

  it("finds no file", () => {
    expect(Command.run(["verify", "none.jsonl"])).toEqual({
      code: 4,
      stdout: "",
      stderr: "none.jsonl: no such file\n"
    })
  })
})

describe("a Node that is too old", () => {
  it("is refused in one line", () => {
    const versions = "{...process.versions,node:'20.19.5'}"
    const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:${versions}})`
    expect(Command.run(["--version"], { env: { NODE_OPTIONS: `--import="${older}"` } })).toEqual({
      code: 5,
      stdout: "",
      stderr: "jobledger needs Node 22.19 or later, and this is Node 20.19.5\n"
    })
  })

  it.each([
    ["22.18.0", false],
    ["22.19.0", true],
    ["24.0.0", true],
    ["18.20.8", false]
  ])("%s: %s", (text, isSupported) => expect(NodeVersion.isSupported(text)).toBe(isSupported))
})
