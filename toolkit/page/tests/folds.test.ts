import { expect, test } from "vitest";
import { foldLines } from "../src/components/changes/folds";
import type { DiffLine } from "../src/wire";

function lines(kinds: string): DiffLine[] {
  const names = { "=": "same", "-": "removed", "+": "added" } as const;
  return [...kinds].map((each, index) => ({
    kind: names[each as "=" | "-" | "+"],
    before: index,
    after: index,
    segments: [],
  }));
}

const shape = (kinds: string) => foldLines(lines(kinds)).map((run) => [run.folded, run.lines.length]);

test("lines far from every change are folded", () => {
  expect(shape("==========-+==========")).toEqual([
    [true, 7],
    [false, 8],
    [true, 7],
  ]);
});

test("a few lines are shown rather than folded", () => {
  expect(shape("=====-==")).toEqual([
    [false, 2],
    [false, 6],
  ]);
  expect(shape("")).toEqual([]);
});

test("no line is lost", () => {
  const all = lines("=======-=======+====-=========");
  expect(foldLines(all).flatMap((run) => run.lines)).toEqual(all);
});
