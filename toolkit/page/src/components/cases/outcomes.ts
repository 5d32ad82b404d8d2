// Cases grouped by what becomes of them.

import type { MatrixCell, MatrixOutcome, MatrixView } from "../../wire";

export interface OutcomeGroup {
  index: number;
  outcome: MatrixOutcome;
  cells: MatrixCell[];
}

export function isBad({ verdict }: MatrixOutcome): boolean {
  return verdict === "error" || verdict === "broken";
}

/** Return the cells to show: all, or those that fail. */
export function shownCells(matrix: MatrixView, failingOnly: boolean): readonly MatrixCell[] {
  if (!failingOnly) return matrix.cells;
  return matrix.cells.filter((each) => {
    const outcome = matrix.outcomes[each.outcome];
    return outcome !== undefined && isBad(outcome);
  });
}

/** Return the cells by outcome: failing outcomes first, then as they come. */
export function groupOutcomes(matrix: MatrixView, cells: readonly MatrixCell[]): OutcomeGroup[] {
  const found = new Map<number, OutcomeGroup>();
  for (const cell of cells) {
    const outcome = matrix.outcomes[cell.outcome];
    if (!outcome) continue;
    const group = found.get(cell.outcome);
    if (group) group.cells.push(cell);
    else found.set(cell.outcome, { index: cell.outcome, outcome, cells: [cell] });
  }
  return [...found.values()].sort((one, other) => Number(isBad(other.outcome)) - Number(isBad(one.outcome)));
}
