import { expect, test } from "vitest";
import { addressOf } from "../src/api";
import { DEFAULTS, formatSelection, parseSelection } from "../src/emulator/selection";

test("a screen of the emulator is its address, and back", () => {
  const screen = {
    ...DEFAULTS,
    request: 17,
    person: "cio 1&2",
    search: "a=b",
    show: "failed",
    side: "events",
  } as const;
  expect(parseSelection(formatSelection(screen))).toEqual(screen);
  expect(formatSelection(DEFAULTS)).toBe("");
});

test.each(["?r=NaN", "?r=-", "?show=nonsense&view=<b>", "?r=99999999999999999999"])(
  "what an address cannot mean is as usual: %s",
  (address) => {
    expect(parseSelection(address)).toEqual(DEFAULTS);
  },
);

test("a path takes its part of the request, the query the rest", () => {
  const path = "/sandbox/requests/{number}";
  expect(addressOf(path, { number: 3 })).toBe("/sandbox/requests/3");
  expect(addressOf("/sandbox/inbox/{cioId}", { cioId: "a/b ?" })).toBe("/sandbox/inbox/a%2Fb%20%3F");
  expect(addressOf("/sandbox/requests", { search: "x y", person: null })).toBe(
    "/sandbox/requests?search=x+y",
  );
});
