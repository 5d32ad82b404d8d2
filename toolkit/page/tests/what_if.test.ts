import { expect, test } from "vitest";
import {
  compactJson,
  fromDateField,
  isJsonNumber,
  jsonProblem,
  textValue,
  toDateField,
  withoutValue,
  withReset,
  withValue,
} from "../src/what_if";

const NONE = { set: [], unset: [] };

test("setting a value again replaces it, and whatever was set inside it", () => {
  const first = withValue(NONE, "trigger.order.id", "7");
  expect(withValue(first, "trigger.order.id", "8").set).toEqual(["trigger.order.id=8"]);
  expect(withValue(first, "trigger.order", '{"id": 9}').set).toEqual(['trigger.order={"id": 9}']);
  expect(withValue(first, "trigger.order_id", "1").set).toHaveLength(2); // no part of `trigger.order`
});

test("a value that is set is no longer absent, nor is what holds it", () => {
  const removed = withoutValue(NONE, "trigger.order");
  expect(withValue(removed, "trigger.order.id", "7")).toEqual({ set: ["trigger.order.id=7"], unset: [] });
});

test("taking a value away drops what was set in it", () => {
  const edited = withValue(withValue(NONE, "trigger.order.id", "7"), "customer.name", "Ada");
  expect(withoutValue(edited, "trigger.order")).toEqual({
    set: ["customer.name=Ada"],
    unset: ["trigger.order"],
  });
  const twice = withoutValue(withoutValue(NONE, "trigger.a"), "trigger.a");
  expect(twice.unset).toEqual(["trigger.a"]);
});

test("resetting a value drops every edit that touches it, and no other", () => {
  const edited = { set: ["trigger.a.b=1", "trigger.ab=2", "customer.c=3"], unset: ["trigger.a.d"] };
  expect(withReset(edited, "trigger.a")).toEqual({ set: ["trigger.ab=2", "customer.c=3"], unset: [] });
  expect(withReset(edited, "trigger.a.b.x").set).toEqual(["trigger.ab=2", "customer.c=3"]);
});

test.each([
  ["Ada", "Ada"],
  ["7", '"7"'],
  ["true", '"true"'],
  ["", ""],
  ['"quoted"', '"\\"quoted\\""'],
  ["NaN", '"NaN"'],
  ["a=b", "a=b"],
  [" 7 ", '" 7 "'],
])("the text %j is sent as %j", (text, sent) => expect(textValue(text)).toBe(sent));

test.each(["7", "-0.5", "1e9", " 12 "])("%j is a number", (text) => expect(isJsonNumber(text)).toBe(true));
test.each(["", "07", "1,5", "1.", "0x1", "--1", "Infinity"])("%j is no number", (text) =>
  expect(isJsonNumber(text)).toBe(false),
);

test("JSON is put on one line without touching its values", () => {
  const text = '{\n  "id": 9007199254740993,\n  "a \\" b": [ 1.50, "x \\\\" ],\t"c": " "\n}';
  expect(compactJson(text)).toBe('{"id":9007199254740993,"a \\" b":[1.50,"x \\\\"],"c":" "}');
});

test("a mistake in JSON has a place", () => {
  expect(jsonProblem('{"a": [1, 2]}')).toBeNull();
  expect(jsonProblem('{\n  "a": 1,\n  b\n}')).toMatchObject({ line: 3, column: 3, offset: 14 });
  expect(jsonProblem("[1,")).toMatchObject({ message: "It ends too early", line: 1, column: 4 });
  expect(jsonProblem("")).toMatchObject({ line: 1, column: 1 });
});

test("Unix seconds are a date in UTC and back", () => {
  expect(toDateField(1_768_552_200)).toBe("2026-01-16T08:30:00");
  expect(fromDateField("2026-01-16T08:30")).toBe(1_768_552_200);
  expect(fromDateField("")).toBeNull();
  expect(toDateField(1e20)).toBe("");
});
