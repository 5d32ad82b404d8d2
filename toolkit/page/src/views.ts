// The views of a message: which of them this project is set up for.

import { choose } from "./actions";
import { dialog } from "./layout";
import type { View } from "./selection";
import { overview, row, selection } from "./state";
import type { ViewSetup } from "./wire";

export interface ViewTab {
  id: View;
  label: string;
}

export const VIEW_NAMES: Record<View, string> = {
  inbox: "Inbox",
  visual: "Visual",
  component: "Component",
  cases: "All cases",
  changes: "Changes",
};

const setups = () => overview.value?.project.frames.views ?? [];

/** Return the views there are tabs for. */
export function viewsOf(): ViewTab[] {
  const ready = setups().filter((each) => each.ready);
  const ids: View[] = ["inbox", ...ready.map((each) => each.name), "cases", "changes"];
  return ids.map((id) => ({ id, label: VIEW_NAMES[id] }));
}

/** Return the views that this project is not set up for, with what is missing. */
export function missingViews(): ViewSetup[] {
  return setups().filter((each) => !each.ready);
}

export function openView(view: View): void {
  choose({ view });
}

export function openSetup(view: string): void {
  dialog.value = { name: "setup", view };
}

/** Return the view on screen: the one chosen, or where that is not set up, the one to begin with. */
export function shownView(): View {
  const { view } = selection.value;
  const there = viewsOf();
  const visual = row.value?.isVisual && there.some((each) => each.id === "visual");
  if (view === "") return visual ? "visual" : "inbox";
  return there.some((each) => each.id === view) ? view : "inbox";
}
