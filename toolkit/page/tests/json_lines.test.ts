import { expect, test } from "vitest";
import { jsonLines } from "../src/components/inspector/json_lines";
import type { Json } from "../src/wire";

const CASES: { value: Json }[] = [
  { value: null },
  { value: 'text\n"quoted"' },
  { value: { a: 1, b: [true, null, { c: [] }], "d/e~f": {} } },
  { value: [] },
  { value: [[1], [{ x: "y" }]] },
];

test.each(CASES)("$value is laid out as JSON.stringify does", ({ value }) => {
  const text = jsonLines(value)
    .map(
      ({ indent, key, value: part, comma }) =>
        `${indent}${key === null ? "" : `${key}: `}${part}${comma ? "," : ""}`,
    )
    .join("\n");
  expect(text).toBe(JSON.stringify(value, null, 2));
});

test("each value has its JSON pointer", () => {
  const lines = jsonLines({ "d/e~f": [{ x: 1 }] });
  expect(lines.find((each) => each.value === "1")?.pointer).toBe("/d~1e~0f/0/x");
});
