// Long runs of lines that are the same, folded.

import type { DiffLine } from "../../wire";

export interface Run {
  folded: boolean;
  lines: readonly DiffLine[];
}

const MARGIN = 3; // lines around a change that are always shown
const WORTH = 4; // fewer are shown rather than folded

/** Split a comparison into runs; those far from every change are to be folded. */
export function foldLines(lines: readonly DiffLine[]): Run[] {
  const isNear = nearChanges(lines);
  const runs: { folded: boolean; lines: DiffLine[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const folded = !isNear[index];
    const last = runs.at(-1);
    if (last?.folded === folded) last.lines.push(line);
    else runs.push({ folded, lines: [line] });
  }
  return runs.map((run) => (run.lines.length < WORTH ? { ...run, folded: false } : run));
}

function nearChanges(lines: readonly DiffLine[]): boolean[] {
  const near = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind === "same") continue;
    for (let at = Math.max(0, index - MARGIN); at <= Math.min(lines.length - 1, index + MARGIN); at++) {
      near[at] = true;
    }
  }
  return near;
}
