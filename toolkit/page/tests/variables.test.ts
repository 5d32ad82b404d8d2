import { expect, test } from "vitest";
import { rowsOf, shortPath, withPinned } from "../src/components/inspector/variables";
import type { VariableView } from "../src/wire";

function variable(path: string, more: Partial<VariableView> = {}): VariableView {
  return {
    path,
    group: "data",
    state: "value",
    type: "text",
    origin: "data",
    defaulted: false,
    times: 1,
    places: [],
    editPath: path,
    changed: null,
    isShortened: false,
    value: "x",
    ...more,
  };
}

test("what was read of a list's items is behind the list, in the order of reading", () => {
  const rows = rowsOf(
    ["trigger.items", "trigger.name", "trigger.items[0].price", "trigger.items[1].price"].map((each) =>
      variable(each),
    ),
  );
  expect(rows.map((each) => each.path)).toEqual(["trigger.items", "trigger.name"]);
  expect(rows[0]?.parts.map((each) => each.path)).toEqual([
    "trigger.items[0].price",
    "trigger.items[1].price",
  ]);
});

test("the parts of a list that was not read itself have a row without a value", () => {
  const [row] = rowsOf([variable("articles[0].title"), variable("articles[1].title")]);
  expect(row).toMatchObject({ path: "articles", variable: null });
});

test("a single item of a list stands for itself", () => {
  expect(rowsOf([variable("trigger.items[0].price")])).toMatchObject([
    { path: "trigger.items[0].price", variable: { path: "trigger.items[0].price" }, parts: [] },
  ]);
});

test("a group says the root of its paths, the others do not", () => {
  expect(shortPath("trigger.order.id", "data")).toBe("order.id");
  expect(shortPath("trigger.order.id", "missing")).toBe("trigger.order.id");
  expect(shortPath("customer.name", "profile")).toBe("name");
  expect(shortPath("customers.name", "profile")).toBe("customers.name");
});

test("a value that is being typed stays in its place, whatever it becomes", () => {
  const before = variable("trigger.id", { group: "missing", type: "absent", state: "missing" });
  const now = variable("trigger.id", { group: "data", type: "number", value: 7 });
  expect(withPinned([now], before)).toMatchObject([{ group: "missing", type: "absent", value: 7 }]);
  expect(withPinned([], before)).toEqual([before]); // a branch that is no longer taken
  expect(withPinned([now], null)).toEqual([now]);
});
