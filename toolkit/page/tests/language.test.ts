import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { expect, test } from "vitest";
import { jsonWithLiquid } from "../src/editor/language";

const names = tagHighlighter([
  { tag: tags.propertyName, class: "key" },
  { tag: tags.special(tags.string), class: "liquid string" },
  { tag: tags.string, class: "string" },
  { tag: tags.keyword, class: "keyword" },
  { tag: tags.function(tags.variableName), class: "filter" },
  { tag: tags.variableName, class: "variable" },
  { tag: tags.number, class: "number" },
  { tag: tags.comment, class: "comment" },
  { tag: tags.invalid, class: "invalid" },
]);

/** The words of a text that have a color, each with its kind. */
function colored(text: string): string[] {
  const found: string[] = [];
  highlightTree(jsonWithLiquid.parser.parse(text), names, (from, to, kind) =>
    found.push(`${kind}: ${text.slice(from, to)}`),
  );
  return found;
}

test("keys, strings and Liquid inside of strings are told apart", () => {
  const found = colored('{"title": "Hi {{ customer.name | default: \'you\' }}!"}');
  expect(found).toContain('key: "title"');
  expect(found).toContain("variable: customer");
  expect(found).toContain("liquid string: 'you'");
  expect(found.some((each) => each.startsWith("string:") && each.includes("!"))).toBe(true);
  expect(found.some((each) => each.startsWith("invalid"))).toBe(false);
});

test("tags between members are no mistake", () => {
  const found = colored(
    '{\n{% if trigger.count > 3 %}\n"a": 1,\n{% endif %}\n"b": {{ trigger.x | json }}\n}',
  );
  expect(found).toContain("keyword: if");
  expect(found).toContain("number: 3");
  expect(found).toContain("keyword: endif");
  expect(found.some((each) => each.startsWith("invalid"))).toBe(false);
});

test("a comment reaches to its end, across lines", () => {
  const found = colored('{% comment %}\n"a": {{ x }\n{% endcomment %}{"b": 2}');
  expect(found.some((each) => each.startsWith("comment") && each.includes('"a"'))).toBe(true);
  expect(found).toContain('key: "b"');
});
