// Offsets: the server counts code points of the file as it is, the editor UTF-16 units of its lines.

/** Return what separates the lines of a text, so that saving it keeps them. */
export function lineSeparatorOf(text: string): "\n" | "\r\n" {
  const feeds = text.split("\n").length - 1;
  const pairs = text.split("\r\n").length - 1;
  return pairs > 0 && pairs === feeds ? "\r\n" : "\n";
}

/** Return where a code point of a text is in the editor, which holds one unit for each line break. */
export function toEditorOffset(text: string, codePoints: number): number {
  const drops = lineSeparatorOf(text) === "\r\n";
  let units = 0;
  let dropped = 0;
  for (let left = codePoints; left > 0 && units < text.length; left--) {
    const code = text.codePointAt(units) ?? 0;
    if (drops && code === 13) dropped++;
    units += code > 0xffff ? 2 : 1;
  }
  return units - dropped;
}

/** Return the smallest replacement that makes one text of another. */
export function replacement(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

export interface LinePosition {
  line: number;
  character: number;
}
/** An edit of the language server: lines from 0, characters in UTF-16 units. */
export interface LineEdit {
  range: { start: LinePosition; end: LinePosition };
  newText: string;
}

/** Return a text with edits applied, none of which overlap. */
export function applyEdits(text: string, edits: readonly LineEdit[]): string {
  const starts = [0];
  for (const { 0: lineBreak, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineBreak.length);
  const at = ({ line, character }: LinePosition) =>
    Math.min(text.length, (starts[line] ?? text.length) + character);
  const found = edits.map(({ range, newText }) => ({ from: at(range.start), to: at(range.end), newText }));
  return found
    .sort((one, other) => other.from - one.from)
    .reduce((done, { from, to, newText }) => done.slice(0, from) + newText + done.slice(to), text);
}
