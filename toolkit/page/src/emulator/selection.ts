// What the emulator's screen shows. All of it is in the address.

import type { RequestVerdict } from "../wire";

export type View = "inbox" | "visual" | "component";
export type Side = "request" | "rendered" | "events";

export interface Selection {
  /** The request on screen; null follows the newest one. */
  request: number | null;
  /** The person whose inbox is shown and whose requests are listed, by `cio_id`; empty for all. */
  person: string;
  search: string;
  show: RequestVerdict | "";
  view: View;
  side: Side;
}

export const DEFAULTS: Selection = {
  request: null,
  person: "",
  search: "",
  show: "",
  view: "inbox",
  side: "request",
};

const VIEWS: readonly View[] = ["inbox", "visual", "component"];
const SIDES: readonly Side[] = ["request", "rendered", "events"];
const SHOWN: readonly RequestVerdict[] = ["failed", "findings", "refused"];

export function parseSelection(search: string): Selection {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? "";
  const number = Number.parseInt(text("r"), 10);
  return {
    request: Number.isSafeInteger(number) ? number : null,
    person: text("to"),
    search: text("q"),
    show: SHOWN.find((each) => each === text("show")) ?? DEFAULTS.show,
    view: VIEWS.find((each) => each === text("view")) ?? DEFAULTS.view,
    side: SIDES.find((each) => each === text("side")) ?? DEFAULTS.side,
  };
}

/** Return the address of a selection: `?…`, empty where all of it is as usual. */
export function formatSelection(selection: Selection): string {
  const query = new URLSearchParams();
  if (selection.request !== null) query.set("r", String(selection.request));
  const texts = { to: selection.person, q: selection.search, show: selection.show };
  for (const [name, text] of Object.entries(texts)) if (text) query.set(name, text);
  if (selection.view !== DEFAULTS.view) query.set("view", selection.view);
  if (selection.side !== DEFAULTS.side) query.set("side", selection.side);
  const text = query.toString();
  return text && `?${text}`;
}
