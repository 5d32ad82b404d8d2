// Search in names: what begins with the text comes first, then what has a word that does, then what
// holds it anywhere. An earlier text of an entry counts more than a later one.

/** Return the entries that match, best first; all of them, as they are, where nothing is searched. */
export function rank<T>(
  entries: readonly T[],
  wanted: string,
  texts: (entry: T) => readonly string[],
): readonly T[] {
  const words = wanted.trim().toLowerCase();
  if (!words) return entries;
  return entries
    .map((entry, index) => ({ entry, index, score: bestScore(texts(entry), words) }))
    .filter(({ score }) => score < NO_MATCH)
    .sort((one, other) => one.score - other.score || one.index - other.index)
    .map(({ entry }) => entry);
}

const NO_MATCH = 1000;
const PREFIX = 0;
const WORD_START = 1;
const SUBSTRING = 2;

function bestScore(texts: readonly string[], wanted: string): number {
  return Math.min(...texts.map((text, at) => at * 3 + score(text.toLowerCase(), wanted)), NO_MATCH);
}

function score(text: string, wanted: string): number {
  if (text.startsWith(wanted)) return PREFIX;
  for (let at = text.indexOf(wanted); at > 0; at = text.indexOf(wanted, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return WORD_START;
  }
  return text.includes(wanted) ? SUBSTRING : NO_MATCH;
}
