import { expect, test } from "vitest";
import { DEFAULTS, formatSelection, parseSelection, pathOf } from "../src/selection";

test("an address gives back the selection it was made of", () => {
  const selection = {
    ...DEFAULTS,
    template: "order & shipped",
    profile: "ada",
    data: "naïve",
    language: "pt-BR",
    set: ["trigger.a=b=c&d", "trigger.items[0]=[1, 2]"],
    unset: ["customer.first_name"],
    view: "changes" as const,
    side: "source" as const,
    against: "case:ada/standard",
    filter: "failing" as const,
    failing: true,
    every: true,
  };
  expect(parseSelection(formatSelection(selection))).toEqual(selection);
});

test("what is as usual is not in the address", () => {
  expect(formatSelection(DEFAULTS)).toBe("");
  expect(formatSelection({ ...DEFAULTS, template: "welcome" })).toBe("?t=welcome");
});

test("an address that was typed wrong shows what is usual", () => {
  expect(parseSelection("?view=nonsense&side=__proto__&show=x")).toEqual(DEFAULTS);
});

test("a path ends at the first equals sign", () => {
  expect(pathOf("trigger.url=https://a?b=c")).toBe("trigger.url");
  expect(pathOf("trigger.url")).toBe("trigger.url");
});
