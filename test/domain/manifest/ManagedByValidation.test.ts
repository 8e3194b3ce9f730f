import { describe, expect, it } from "vitest"
import { errors } from "./Judged.ts"

const path = "spec.managedBy"
const mustBe = 'must be a domain-prefixed path (such as "acme.io/foo")'

describe("managedBy (AJ-32)", () => {
  it.each(["acme.io/foo", "kubernetes.io/job-controller", "a/b/c", `a/${"b".repeat(61)}`])(
    "may be %s",
    (managedBy) => expect(errors({ managedBy })).toEqual([])
  )

  it.each([
    ["", [`${path}: Required value`]],
    ["acme", [`${path}: Invalid value: "acme": ${mustBe}`]],
    ["acme.io/", [`${path}: Invalid value: "acme.io/": ${mustBe}`]],
    ["/foo", [`${path}: Invalid value: "/foo": ${mustBe}`]],
    [
      "a/b c",
      [
        `${path}: Invalid value: "b c": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`
      ]
    ],
    [`a/${"b".repeat(62)}`, [`${path}: Too long: may not be more than 63 bytes`]]
  ])("may not be %s", (managedBy, expected) => expect(errors({ managedBy })).toEqual(expected))

  it("has a domain in front", () =>
    expect(errors({ managedBy: "Acme/foo" })[0]).toMatch(
      /^spec\.managedBy: Invalid value: "Acme": a lowercase RFC 1123 subdomain/
    ))
})
