import { describe, expect, it } from "vitest"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"

describe("an error of a field reads as the API's (AJ-1, AJ-2, AJ-3)", () => {
  it.each([
    [FieldError.required("a.b"), "a.b: Required value"],
    [FieldError.required("a.b", "when c"), "a.b: Required value: when c"],
    [FieldError.invalid("a.b", -1, "must not"), "a.b: Invalid value: -1: must not"],
    [FieldError.invalid("a.b", "x", "must not"), 'a.b: Invalid value: "x": must not'],
    [FieldError.invalid("a.b", true, "must not"), "a.b: Invalid value: true: must not"],
    [FieldError.notSupported("a", "x", ["b", "a"]), 'a: Unsupported value: "x": supported values: "b", "a"'],
    [FieldError.duplicate("a[1].name", "x"), 'a[1].name: Duplicate value: "x"'],
    [FieldError.forbidden("a", "may not"), "a: Forbidden: may not"]
  ])("%j", (error, text) => {
    expect(FieldError.render(error)).toBe(text)
    expect(error.isOfHere).toBe(false)
  })
})

describe("a path", () => {
  it.each([
    [[], ""],
    [["spec"], "spec"],
    [["spec", "template", "spec", "containers", 0, "name"], "spec.template.spec.containers[0].name"],
    [[0, "a"], "[0].a"]
  ])("of %j is %j", (keys, text) => {
    expect(FieldError.renderPath(keys)).toBe(text)
  })
})
