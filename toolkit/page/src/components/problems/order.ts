// The order in which findings are shown: the one in which somebody fixes them.

import type { FindingView, SeverityName } from "../../wire";

const RANK: Record<SeverityName, number> = { error: 0, warning: 1, info: 2 };

/** Return findings by severity; within one, those of the case on screen first, then by place. */
export function byUrgency(
  findings: readonly FindingView[],
  isHere: (finding: FindingView) => boolean,
): FindingView[] {
  return [...findings].sort(
    (one, other) =>
      RANK[one.severity] - RANK[other.severity] ||
      Number(isHere(other)) - Number(isHere(one)) ||
      one.place.file.localeCompare(other.place.file) ||
      one.place.start - other.place.start,
  );
}
