// JSON laid out as JSON.stringify lays it out, line by line, each with the pointer of its value.

import type { Json } from "../../wire";

export interface JsonLine {
  indent: string;
  /** The key as JSON, null for an item of a list and for the closing of a structure. */
  key: string | null;
  /** The value as JSON, or the bracket that opens or closes it. */
  value: string;
  comma: boolean;
  pointer: string;
}

/** Return the lines of a value. */
export function jsonLines(value: Json): JsonLine[] {
  return [...linesOf(value, { indent: "", key: null, pointer: "", comma: false })];
}

function* linesOf(value: Json, at: Omit<JsonLine, "value">): Generator<JsonLine> {
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((each, index) => [index, each] as const)
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  if (parts.length === 0) {
    yield { ...at, value: JSON.stringify(value) };
    return;
  }
  yield { ...at, value: isList ? "[" : "{", comma: false };
  for (const [index, [name, each]] of parts.entries()) {
    const step = String(name).replaceAll("~", "~0").replaceAll("/", "~1");
    yield* linesOf(each, {
      indent: `${at.indent}  `,
      key: isList ? null : JSON.stringify(name),
      pointer: `${at.pointer}/${step}`,
      comma: index < parts.length - 1,
    });
  }
  yield { ...at, key: null, value: isList ? "]" : "}" };
}
