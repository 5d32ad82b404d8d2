import { expect, test } from "vitest";
import type { StaticData } from "../src/wire";
import { answerFrom, pageOf } from "../src/written";

const data = {
  overview: { templates: [] },
  template: "order",
  since: "",
  pages: { order: "order.html", "news/a b": "news_a_b.html" },
  cases: { "ada\nstandard\n": { text: "{}" } },
  matrix: { "": { cells: [] } },
  diffs: { "ada\nstandard\n": { identical: true } },
} as unknown as StaticData;

test("a written page answers what it holds", () => {
  const wanted = { template: "order", profile: "ada", data: "standard", language: "" };
  expect(answerFrom(data, "/api/case", wanted)).toEqual({ text: "{}" });
  expect(answerFrom(data, "/api/diff", { ...wanted, against: "commit" })).toEqual({ identical: true });
  expect(answerFrom(data, "/api/matrix", { language: "" })).toEqual({ matrices: [{ cells: [] }] });
});

test("what it does not hold is refused with a sentence", () => {
  const wanted = { profile: "ada", data: "standard" };
  expect(() => answerFrom(data, "/api/case", { profile: "eve" })).toThrow("without that case");
  expect(() => answerFrom(data, "/api/diff", { ...wanted, against: "saved" })).toThrow(
    "the last commit only",
  );
  expect(() => answerFrom(data, "/api/save", null)).toThrow("it changes nothing");
});

test("a page leads to its neighbors", () => {
  expect(pageOf(data, "news/a b", "?p=ada")).toBe("news_a_b.html?p=ada");
  expect(pageOf(data, "gone")).toBe("index.html");
});
