import { expect, test } from "vitest";
import { parts } from "../src/ui/prose";

test("backticks and Liquid are code, and the backticks are gone", () => {
  expect(parts("add `order_id`, or print {{ trigger.order_id | default: '...' }}")).toEqual([
    { text: "add ", code: false },
    { text: "order_id", code: true },
    { text: ", or print ", code: false },
    { text: "{{ trigger.order_id | default: '...' }}", code: true },
  ]);
});

test("one backtick alone is a backtick", () => {
  expect(parts("a ` b")).toEqual([{ text: "a ` b", code: false }]);
  expect(parts("")).toEqual([]);
});
