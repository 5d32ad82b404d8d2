import { expect, test } from "vitest";
import { highlight } from "../src/ui/highlight";

test("nothing of the text is lost", () => {
  for (const text of ['"title": {{ a | default: "x\\"y" | json }},', "{% if a %}", '"open', "'", ""]) {
    expect(
      highlight(text)
        .map((each) => each.text)
        .join(""),
    ).toBe(text);
  }
});

test("keys, strings and tags are told apart", () => {
  const kinds = highlight(`"title": {{ 'a' }}, "b"`).filter((each) => each.kind);
  expect(kinds.map((each) => [each.text, each.kind])).toEqual([
    ['"title"', "key"],
    ["{{", "tag"],
    ["'a'", "string"],
    ["}}", "tag"],
    ['"b"', "string"],
  ]);
});
