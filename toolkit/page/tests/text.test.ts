import { expect, test } from "vitest";
import { cardOf, shortLink } from "../src/components/canvas/card";
import { byteSize, languageName, quantity, relativeTime, shortAge, shortName } from "../src/text";
import { shortcutText } from "../src/ui/kbd";

const NOW = Date.parse("2026-01-15T09:00:00Z");

test("a long name is cut in the middle, between characters", () => {
  expect(shortName("resend.json")).toBe("resend.json");
  expect(shortName(`${"n".repeat(200)}_last.json`)).toBe(`${"n".repeat(26)}…nnn_last.json`);
  expect([...shortName("🎉".repeat(90))]).toHaveLength(40);
});

test("counts have their noun", () => {
  expect(quantity(1, "case")).toBe("1 case");
  expect(quantity(1200, "case")).toBe("1,200 cases");
});

test("times are said as people say them", () => {
  expect(relativeTime("2026-02-14T09:00:00Z", NOW)).toBe("in 30 days");
  expect(shortAge("2026-01-15T08:58:00Z", NOW)).toBe("2 min");
  expect(shortAge("2026-01-15T02:00:00Z", NOW)).toBe("7 h");
  expect(shortAge("no time", NOW)).toBe("");
});

test("sizes have a unit", () => {
  expect([byteSize(212), byteSize(2120), byteSize(2_120_000)]).toEqual(["212 bytes", "2.1 kB", "2.1 MB"]);
});

test("a language has its name, and what is none has none", () => {
  expect(languageName("fr")).toBe("French");
  expect(languageName("no such language")).toBeNull();
});

test("shortcuts are written as this machine writes them", () => {
  expect(shortcutText("Mod K", true)).toBe("⌘K");
  expect(shortcutText("Mod K", false)).toBe("Ctrl K");
});

test("a card shows what an inbox shows, whatever the payload is", () => {
  expect(cardOf({ subject: "Hi", text: 7, deeplink: "app://x" })).toEqual({
    title: "Hi",
    body: "7",
    link: "app://x",
    image: "",
  });
  expect(cardOf({ title: ["no"], messageAction: { action: "https://a.example" } }).link).toBe(
    "https://a.example",
  );
  for (const payload of [null, 3, "text", [], [{ title: "x" }]]) expect(cardOf(payload).title).toBe("");
});

test("links are short where they can be", () => {
  expect(shortLink("https://track.example.com/5678?x=1")).toBe("track.example.com/5678");
  expect(shortLink("not a link")).toBe("not a link");
});
