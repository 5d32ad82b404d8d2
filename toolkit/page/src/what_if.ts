// Values of a case that are changed or taken away without being saved: what the address holds of
// them, and how one edit follows another. The server applies `set` in order, then `unset`.

import { pathOf } from "./selection";

export interface WhatIf {
  /** `path=value`, the value as JSON or else as text. */
  set: readonly string[];
  unset: readonly string[];
}

/** Return the edits with a value set: it replaces what was edited at the path and below it. */
export function withValue({ set, unset }: WhatIf, path: string, text: string): WhatIf {
  return {
    set: [...set.filter((each) => !isAtOrBelow(pathOf(each), path)), `${path}=${text}`],
    unset: unset.filter((each) => !isAtOrBelow(each, path) && !isAtOrBelow(path, each)),
  };
}

/** Return the edits with a value taken away. */
export function withoutValue({ set, unset }: WhatIf, path: string): WhatIf {
  return {
    set: set.filter((each) => !isAtOrBelow(pathOf(each), path)),
    unset: [...unset.filter((each) => !isAtOrBelow(each, path)), path],
  };
}

/** Return the edits without those that touch a value: at its path, below it and above it. */
export function withReset({ set, unset }: WhatIf, path: string): WhatIf {
  const touches = (other: string) => isAtOrBelow(other, path) || isAtOrBelow(path, other);
  return {
    set: set.filter((each) => !touches(pathOf(each))),
    unset: unset.filter((each) => !touches(each)),
  };
}

function isAtOrBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}

/** Return a text as the value of an edit: in quotes where it would else be read as JSON. */
export function textValue(text: string): string {
  return readsAsJson(text) ? JSON.stringify(text) : text;
}

function readsAsJson(text: string): boolean {
  if (/^\s*-?(NaN|Infinity)\s*$/.test(text)) return true; // to Python's reader
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Return JSON on one line, its numbers as they are written: parsing would round long ones. */
export function compactJson(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, literal?: string) => literal ?? "");
}

/** Return whether a text is a number as JSON writes it. */
export function isJsonNumber(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text.trim());
}

export interface JsonProblem {
  message: string;
  /** Counted from 1; 0 where the browser does not tell. */
  line: number;
  column: number;
  offset: number;
}

/** Return why a text is not JSON, and where; null where it is. */
export function jsonProblem(text: string): JsonProblem | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return locate((error as Error).message, text);
  }
}

function locate(said: string, text: string): JsonProblem {
  const message = said
    .replace(/^JSON\.parse: /, "")
    .replace(/,? (in JSON )?at (position \d+|line \d+ column \d+).*$/s, "")
    .replace(/, (\.\.\.)?".*" is not valid JSON$/s, "")
    .replace(/^Unexpected end of JSON input$/, "It ends too early");
  const [, position] = /at position (\d+)/.exec(said) ?? [];
  if (position !== undefined) return { message, ...placeOf(text, Number(position)) };
  const [, line, column] = /at line (\d+) column (\d+)/.exec(said) ?? [];
  if (line !== undefined && column !== undefined) {
    const before = text
      .split("\n")
      .slice(0, Number(line) - 1)
      .join("\n").length;
    const offset = before + (Number(line) > 1 ? 1 : 0) + Number(column) - 1;
    return { message, line: Number(line), column: Number(column), offset };
  }
  if (/end of JSON/.test(said)) return { message, ...placeOf(text, text.length) };
  return { message, line: 0, column: 0, offset: -1 };
}

function placeOf(text: string, offset: number): { line: number; column: number; offset: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, offset };
}

/** Return Unix seconds as a date field of the browser takes them, in UTC. */
export function toDateField(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 19);
}

/** Return Unix seconds of a date field in UTC, null where it is incomplete. */
export function fromDateField(text: string): number | null {
  const milliseconds = Date.parse(`${text}Z`);
  return Number.isNaN(milliseconds) ? null : Math.round(milliseconds / 1000);
}
