import { expect, test } from "vitest";
import { followed, isDirty, openBuffer, reverted, saved, settled, typed } from "../src/editor/buffers";

const FILE = "templates/a.json";
const disk = (text: string) => ({ file: FILE, text, digest: `digest of ${text}` });

test("a text that was not touched follows the disk", () => {
  const buffer = followed(openBuffer(disk("one")), disk("two"));
  expect(buffer).toEqual(openBuffer(disk("two")));
});

test("a text that was touched does not: the two are in conflict, and nothing is lost", () => {
  const buffer = followed(typed(openBuffer(disk("one")), "mine"), disk("two"));
  expect(buffer.text).toBe("mine");
  expect(buffer.conflict).toMatchObject({ text: "two", digest: "digest of two" });
});

test("a save while typing goes on keeps what was typed since", () => {
  const buffer = saved(typed(typed(openBuffer(disk("one")), "two"), "two and"), "two", "digest of two");
  expect(buffer).toMatchObject({ saved: "two", text: "two and", digest: "digest of two" });
  expect(isDirty(buffer)).toBe(true);
});

test("the other tab having written the same is no conflict", () => {
  const buffer = followed(typed(openBuffer(disk("one")), "two"), disk("two"));
  expect(buffer).toEqual(openBuffer(disk("two")));
});

test("a settled conflict is saved over the text on disk; a reverted one gives way to it", () => {
  const buffer = followed(typed(openBuffer(disk("one")), "mine"), disk("two"));
  expect(settled(buffer)).toMatchObject({ text: "mine", digest: "digest of two", conflict: null });
  expect(reverted(buffer)).toEqual(openBuffer(disk("two")));
});

test("a conflict is over once the disk has the old text again", () => {
  const mine = typed(openBuffer(disk("one")), "mine");
  expect(followed(followed(mine, disk("two")), disk("one"))).toEqual(mine);
});
