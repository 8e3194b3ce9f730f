import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

let place: Live.Place

const run = (...args: ReadonlyArray<string>) => place.run(args)

/** Three indexes of which one fails once; a Job in another namespace. */
beforeAll(async () => {
  place = Live.place({})
  const script = "echo index $JOB_COMPLETION_INDEX; [ $JOB_COMPLETION_INDEX = 0 ] || { sleep 1; exit 1; }"
  const spec = { completions: 2, parallelism: 2, completionMode: "Indexed" }
  const other = Manifests.job("other", { script: "echo elsewhere" })
  await place.run(
    ["run", "-", "-q"],
    `${Manifests.job("demo", { script, spec })}\n---\n${other.replace('"name":"other"', '"name":"other","namespace":"work","labels":{"team":"a"}')}`
  )
}, Live.timeout)

afterAll(() => place.leave())

describe("get", Live.together, () => {
  it("lists Jobs, Pods and Events as tables", async () => {
    const [jobs, pods, events, wide, everywhere, said] = await Promise.all([
      run("get", "jobs"),
      run("get", "po"),
      run("get", "events"),
      run("get", "job", "demo", "-owide"),
      run("get", "jobs", "-A"),
      run("get", "events", "-A")
    ])
    expect(jobs.stdout).toMatch(/^NAME +STATUS +COMPLETIONS +DURATION +AGE\ndemo +Failed +1\/2 .*\n$/)
    expect(pods.stdout).toMatch(
      /^NAME +READY +STATUS +RESTARTS +AGE\ndemo-0-\w+ +0\/1 +Completed +0 .*\ndemo-1-\w+ +0\/1 +Error +0 .*\n$/
    )
    expect(events.stdout).toMatch(
      /^LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n[^]*BackoffLimitExceeded +job\/demo/
    )
    expect(wide.stdout).toMatch(/^NAME .* CONTAINERS +IMAGES +SELECTOR\ndemo .* main +busybox +batch/)
    expect(said.stdout).toMatch(
      /^NAMESPACE +LAST SEEN +TYPE[^]*\ndefault +\d+s +Normal +SuccessfulCreate +job\/demo /
    )
    expect(said.stdout).toMatch(/\nwork +\d+s +Normal +Completed +job\/other +Job completed\n/)
    expect(everywhere.stdout).toMatch(/^NAMESPACE +NAME[^]*\ndefault +demo [^]*\nwork +other /)
  })

  it("gives objects as data, and names", async () => {
    const [json, yaml, names, labelled] = await Promise.all([
      run("get", "job/demo", "-ojson"),
      run("get", "pods", "-n", "work", "-o", "yaml"),
      run("get", "pods", "-oname"),
      run("get", "jobs", "-A", "-l", "team=a", "-o", "name")
    ])
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: "Job",
      status: { failed: 1, completedIndexes: "0" }
    })
    expect(yaml.stdout).toMatch(/^apiVersion: v1\nitems:\n/)
    expect(names.stdout).toMatch(/^pod\/demo-0-\w+\npod\/demo-1-\w+\n$/)
    expect(labelled).toEqual({ code: 0, stdout: "job.batch/other\n", stderr: "" })
  })

  it("names what is missing (4), and shows the others", async () => {
    const some = await run("get", "jobs", "none", "demo", "-o", "name")
    expect(some).toMatchObject({ code: 4, stderr: 'jobledger: jobs.batch "none" not found\n' })
    expect(some.stdout).toContain("demo\n")
    const nothing = { code: 0, stdout: "", stderr: "No resources found in empty namespace.\n" }
    expect(await run("get", "jobs", "-n", "empty")).toEqual(nothing)
  })

  it.each([
    [["get", "services"], "no kind is called services: there are jobs, pods and events"],
    [["get", "job/demo", "other"], "job/demo other: either KIND/NAME or KIND NAME"],
    [["get", "jobs", "-l", "a in (b)"], "--selector a in (b): a selector is KEY=VALUE"],
    [["describe", "job"], "describe: the NAME is missing"]
  ])("refuses %j", async (args, complaint) => {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toContain(`jobledger: ${complaint}`)
  })
})

describe("describe, logs, verify and replay", Live.together, () => {
  it("describe shows a Job and a Pod at length", async () => {
    const [, pod = ""] = (await run("get", "pods", "-oname")).stdout.split("\n")
    const [job, ofPod, missing] = await Promise.all([
      run("describe", "job", "demo"),
      run("describe", pod),
      run("describe", "pod", "none")
    ])
    expect(job.stdout).toMatch(/^Name: +demo\n[^]*Pods Statuses: +0 Active[^]*\nEvents:\n/)
    expect(ofPod.stdout).toMatch(/^Name: +demo-1-\w+\n[^]*Exit Code: +1\n/)
    expect(missing).toMatchObject({ code: 4, stderr: 'jobledger: pods "none" not found\n' })
  })

  it("logs shows what one Pod wrote, or all of them, or the one that is named", async () => {
    const [, pod = ""] = (await run("get", "pods", "-oname")).stdout.split("\n")
    const [one, all, named, followed, wrong, missing] = await Promise.all([
      run("logs", "job/demo"),
      run("logs", "demo", "--all"),
      run("logs", pod),
      run("logs", "demo", "--all", "-f"),
      run("logs", "demo", "-c", "none"),
      run("logs", "none")
    ])
    expect(one.stdout).toBe("index 0\n")
    expect(one.stderr).toMatch(/^Found 2 pods, using pod\/demo-0-\w+\n$/)
    expect(all.stdout).toMatch(/^\[pod\/demo-0-\w+\/main\] index 0\n\[pod\/demo-1-\w+\/main\] index 1\n$/)
    expect(named).toEqual({ code: 0, stdout: "index 1\n", stderr: "" })
    expect(followed.stdout.split("\n").toSorted()).toEqual(all.stdout.split("\n").toSorted())
    expect(wrong).toMatchObject({ code: 4, stderr: 'jobledger: containers "none" not found\n' })
    expect(missing).toMatchObject({ code: 4, stderr: 'jobledger: jobs.batch "none" not found\n' })
  })

  it("verify takes every decision of the store again, and replay shows its Jobs", async () => {
    const [verified, replayed] = await Promise.all([run("verify"), run("replay", "-o", "table")])
    expect(verified).toMatchObject({ code: 0, stderr: "" })
    expect(verified.stdout).toMatch(/^verified {2}\d+ records of 2 Jobs: .*\nhead {6}\d+ [0-9a-f]{64}\n$/)
    expect(replayed.stdout).toMatch(/demo +Failed +1\/2/)
    expect(replayed.stdout).toMatch(/other +Complete +1\/1/)
  })
})

describe("a store that is none", Live.together, () => {
  const refused = async (args: ReadonlyArray<string>, code: number, complaint: RegExp) => {
    const ended = await place.run([...args], Manifests.job("demo", { script: "" }))
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout: "" })
    expect(ended.stderr).toMatch(complaint)
  }

  it.each([
    ["get", "jobs"],
    ["resume", "demo"]
  ])("is not looked into by %s, nor made", async (...args) => {
    const bare = Live.place({})
    const ended = await bare.run(args)
    expect(ended).toMatchObject({ code: 4, stdout: "" })
    expect(ended.stderr).toMatch(/^jobledger: there is no store in .*a store: run makes one, and --store/)
    await bare.leave()
  })

  it("is not made where it cannot be, and what is none is left alone (5)", async () => {
    writeFileSync(join(place.directory, "file"), "")
    mkdirSync(join(place.directory, "foreign"))
    writeFileSync(join(place.directory, "foreign", "events.sqlite"), "something else")
    const where = (path: string) => ["--store", path]
    await Promise.all([
      refused(
        ["run", "-", "-q", ...where("file")],
        5,
        /^jobledger: no store can be made in .*file: is a file\n$/
      ),
      refused(["run", "-", "-q", ...where("file/below")], 5, /file\/below: not a directory\n$/),
      refused(
        ["run", "-", "-q", ...where("/proc/nothing/here")],
        5,
        /^jobledger: no store can be made in \/proc\/nothing\/here: /
      ),
      refused(["get", "jobs", ...where("foreign")], 5, /the file is no SQLite database\n$/),
      refused(["run", "-", "-q", ...where("foreign")], 5, /the file is no SQLite database\n$/)
    ])
  })
})
