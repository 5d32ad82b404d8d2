import { expect, test } from "vitest";
import { byUrgency } from "../src/components/problems/order";
import type { FindingView, SeverityName } from "../src/wire";

function finding(rule: string, severity: SeverityName, file = "templates/a.json", start = 0): FindingView {
  return {
    rule,
    severity,
    message: rule,
    label: "",
    notes: [],
    help: "",
    template: "a",
    place: { file, line: 1, column: 1, start, end: start },
    excerpt: [],
    cases: [],
    caseCount: 0,
    fix: null,
  };
}

test("errors come first, then what concerns the case on screen, then by place", () => {
  const found = [
    finding("info", "info"),
    finding("late", "error", "templates/a.json", 90),
    finding("other file", "error", "templates/b.json", 1),
    finding("early", "error", "templates/a.json", 10),
    finding("here", "error", "templates/z.json", 99),
    finding("warning", "warning"),
  ];
  const order = byUrgency(found, (each) => each.rule === "here").map((each) => each.rule);
  expect(order).toEqual(["here", "early", "late", "other file", "warning", "info"]);
});
