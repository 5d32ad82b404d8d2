import { expect, test } from "vitest";
import { capitalized, parts } from "../src/ui/prose";

test("backticks and Liquid are code, and the backticks are gone", () => {
  expect(parts("add `order_id`, or print {{ trigger.order_id | default: '...' }}")).toEqual([
    { text: "add ", code: false },
    { text: "order_id", code: true },
    { text: ", or print ", code: false },
    { text: "{{ trigger.order_id | default: '...' }}", code: true },
  ]);
});

test.each([
  ["the message data is missing", "The message data is missing"],
  ["undefined variable: trigger.order_id", "Undefined variable: trigger.order_id"],
  ["resend.json is not JSON", "resend.json is not JSON"],
  ["order_shipped has no case", "order_shipped has no case"],
  ["fixtures/profiles/ada.json is empty", "fixtures/profiles/ada.json is empty"],
  ["`order_id` has no value", "`order_id` has no value"],
  ["", ""],
])("the sentence %j begins as %j", (text, shown) => expect(capitalized(text)).toBe(shown));

test("one backtick alone is a backtick", () => {
  expect(parts("a ` b")).toEqual([{ text: "a ` b", code: false }]);
  expect(parts("")).toEqual([]);
});
