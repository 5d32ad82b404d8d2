import { expect, test } from "vitest";
import { applyEdits, lineSeparatorOf, replacement, toEditorOffset } from "../src/editor/text_offsets";

test("code points are found where the editor has them", () => {
  expect(toEditorOffset("abc", 2)).toBe(2);
  expect(toEditorOffset("a😀c", 2)).toBe(3); // two units
  expect(toEditorOffset("a\r\nb", 3)).toBe(2); // one break
  expect(toEditorOffset("a\nb", 2)).toBe(2);
  expect(toEditorOffset("abc", 99)).toBe(3);
});

test("only a text whose lines all end so is one of CRLF", () => {
  expect(lineSeparatorOf("a\r\nb\r\n")).toBe("\r\n");
  expect(lineSeparatorOf("a\r\nb\n")).toBe("\n");
  expect(lineSeparatorOf("a")).toBe("\n");
});

test.each([
  ["", "abc"],
  ["abc", ""],
  ["abcabc", "abc"],
  ["one two", "one or two"],
  ["same", "same"],
])("a replacement makes %j of %j", (after, before) => {
  const { from, to, insert } = replacement(before, after);
  expect(before.slice(0, from) + insert + before.slice(to)).toBe(after);
});

test("edits of the server are applied where it means them", () => {
  const edit = (line: number, start: number, end: number, newText: string) => ({
    range: { start: { line, character: start }, end: { line, character: end } },
    newText,
  });
  const edits = [edit(1, 1, 2, "long"), edit(2, 0, 0, "-"), edit(1, 3, 4, "")];
  expect(applyEdits("one\n2345\n", edits)).toBe("one\n2long4\n-");
  expect(applyEdits("one\r\n2345\r\n", edits)).toBe("one\r\n2long4\r\n-");
  expect(applyEdits("\ud83d\ude00a\u2028\n2345\n", edits)).toBe("\ud83d\ude00a\u2028\n2long4\n-");
  expect(applyEdits("same", [])).toBe("same");
});
