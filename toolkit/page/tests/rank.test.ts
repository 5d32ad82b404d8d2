import { expect, test } from "vitest";
import { search } from "../src/components/shell/search";
import { rank } from "../src/ui/rank";

const ranked = (names: string[], wanted: string) => rank(names, wanted, (each) => [each]);

test("what begins with the text comes before what has a word that does, before what holds it", () => {
  const names = ["contributions", "broken_trip", "a trial", "trigger_demo"];
  expect(ranked(names, "tri")).toEqual(["trigger_demo", "broken_trip", "a trial", "contributions"]);
});

test("letters in order are no match: `tri` does not find `broken_liquid_iter`", () => {
  expect(ranked(["the_broken_liquid"], "tri")).toEqual([]);
});

test("without a text everything stays as it is", () => {
  expect(ranked(["b", "a"], "  ")).toEqual(["b", "a"]);
});

test("case does not matter, nor does the script", () => {
  expect(ranked(["Заказ отправлен", "Welcome"], "отпр")).toEqual(["Заказ отправлен"]);
});

test("names come before problems, however well those match", () => {
  const entries = [
    { kind: "Problem", label: "order_id has no value", detail: "" },
    { kind: "Data", label: "big_order", detail: "" },
  ];
  expect(search(entries, "order").map((each) => each.kind)).toEqual(["Data", "Problem"]);
});
