// The views of a message: which of them this project is set up for.

import { choose } from "./actions";
import { isObject } from "./components/canvas/card";
import { dialog } from "./layout";
import type { View } from "./selection";
import { overview, row, selection } from "./state";
import { VIEW_NAMES } from "./view_names";
import type { ViewSetup } from "./wire";

export interface ViewTab {
  id: View;
  label: string;
}

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

/** Return the view on screen: the one chosen, where it is set up, else the one to begin with. */
export function shownView(): View {
  const { view } = selection.value;
  const isReady = (wanted: View) => viewsOf().some((each) => each.id === wanted);
  if (view !== "" && isReady(view)) return view;
  return isReady("visual") && isVisualMessage() ? "visual" : "inbox";
}

/** Whether the visual inbox draws the message: by its topic, or because it knows its type. */
function isVisualMessage(): boolean {
  const templates = overview.value?.project.frames.visual?.templates;
  const type = row.value?.type ?? "";
  return row.value?.isVisual === true || (isObject(templates) && Array.isArray(templates[type]));
}
