import { expect, test } from "vitest";
import { groupOutcomes, shownCells } from "../src/components/cases/outcomes";
import type { MatrixView } from "../src/wire";

const MATRIX: MatrixView = {
  template: "order",
  language: "",
  outcomes: [
    { verdict: "clean", failure: "", properties: { title: "Hi" } },
    { verdict: "error", failure: "`trigger.id` has no value", properties: null },
  ],
  cells: [
    { profile: "ada", data: "a", outcome: 0, slow: 0 },
    { profile: "ada", data: "b", outcome: 1, slow: 0 },
    { profile: "noor", data: "a", outcome: 0, slow: 0 },
    { profile: "noor", data: "b", outcome: 1, slow: 0 },
  ],
};

test("cases that become the same are one group, failing ones first", () => {
  const found = groupOutcomes(MATRIX, MATRIX.cells).map((each) => [each.index, each.cells.length]);
  expect(found).toEqual([
    [1, 2],
    [0, 2],
  ]);
});

test("failing only leaves out what passes", () => {
  expect(shownCells(MATRIX, true).map((each) => each.data)).toEqual(["b", "b"]);
  expect(shownCells(MATRIX, false)).toHaveLength(4);
});
