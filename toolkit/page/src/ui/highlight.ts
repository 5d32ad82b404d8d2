// Colors for an excerpt of JSON with Liquid in it: enough for a few lines, and never wrong by much.

export interface Token {
  text: string;
  kind: "key" | "string" | "tag" | null;
}

const TOKEN = /(\{\{-?|-?\}\}|\{%-?|-?%\})|("(?:\\.|[^"\\{])*"(?=\s*:))|("(?:\\.|[^"\\{])*"|'[^']*')/g;

/** Split a text into tokens, all of it in order. */
export function highlight(text: string): Token[] {
  const found: Token[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index), kind: null });
    const kind = match[1] ? "tag" : match[2] ? "key" : "string";
    found.push({ text: match[0], kind });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: text.slice(from), kind: null });
  return found;
}
