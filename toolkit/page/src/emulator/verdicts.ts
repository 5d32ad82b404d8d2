// A request's verdict in the glyphs and words of the page.

import type { RequestRow, RequestVerdict, Verdict } from "../wire";

export const GLYPHS: Record<RequestVerdict, Verdict> = {
  clean: "clean",
  findings: "warning",
  failed: "error",
  refused: "error",
  queued: "waiting",
  drafted: "waiting",
  answered: "info",
};

export const WORDS: Record<RequestVerdict, string> = {
  clean: "delivered",
  findings: "delivered, with findings",
  failed: "failed",
  refused: "refused",
  queued: "queued, not rendered yet",
  drafted: "a draft, which waits to be sent by hand",
  answered: "answered",
};

/** Return what a request is called: the template it sends, else its method and path. */
export function titleOf(row: RequestRow): string {
  return row.template || `${row.method} ${row.path}`;
}

/** Return a moment of today as a clock says it; `seconds` since 1970. */
export function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour12: false });
}
