// What a search finds, in which order.

import { rank } from "../../ui/rank";

interface Searched {
  kind: string;
  label: string;
  detail: string;
}

/** Return what matches: names before problems, and of each the best match first. */
export function search<T extends Searched>(entries: readonly T[], text: string): T[] {
  const isProblem = (each: T) => each.kind === "Problem";
  const texts = (each: T) => [each.label, each.detail];
  return [
    ...rank(
      entries.filter((each) => !isProblem(each)),
      text,
      texts,
    ),
    ...rank(entries.filter(isProblem), text, texts),
  ];
}
