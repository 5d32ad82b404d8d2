// The keys of the preview.

import { choose, openTemplate, stepFailing } from "./actions";
import { casesOf } from "./cases";
import { visibleRows } from "./components/shell/visible_rows";
import { openInEditor } from "./editor_link";
import { dialog, isNarrow, sheet } from "./layout";
import { drawerFolded, inspectorFolded, toggleMessageOnly, toggleTheme } from "./preferences";
import type { Side, View } from "./selection";
import { listenToShortcuts, openKeys, type Shortcut } from "./shortcuts";
import { overview, row, selection } from "./state";
import { VIEW_NAMES } from "./view_names";
import { openView, viewsOf } from "./views";

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "Mod K", also: "/", what: "Search", group: "Go to", run: openSearch },
  { keys: "J", what: "Next template", group: "Go to", run: () => stepTemplate(1) },
  { keys: "K", what: "Previous template", group: "Go to", run: () => stepTemplate(-1) },
  { keys: "]", what: "Next case", group: "Go to", run: () => stepCase(1) },
  { keys: "[", what: "Previous case", group: "Go to", run: () => stepCase(-1) },
  { keys: "F", what: "Next failing case", group: "Go to", run: () => stepFailing(1) },
  { keys: "Shift F", what: "Previous failing case", group: "Go to", run: () => stepFailing(-1) },
  ...(Object.keys(VIEW_NAMES) as View[]).map((view, index) => ({
    keys: String(index + 1),
    what: VIEW_NAMES[view],
    group: "Show" as const,
    run: () => openReadyView(view),
  })),
  { keys: "D", what: "Data", group: "Show", run: () => openSide("data") },
  { keys: "C", what: "Source", group: "Show", run: () => openSide("source") },
  { keys: "O", what: "JSON", group: "Show", run: () => openSide("json") },
  { keys: "P", what: "Problems", group: "Show", run: toggleProblems },
  { keys: "W", what: "Message only", group: "Show", run: toggleMessageOnly },
  { keys: "E", what: "Open in your editor", group: "Do", run: () => void openInEditor() },
  { keys: "S", what: "Send a test", group: "Do", run: openSend },
  { keys: "T", what: "Light or dark", group: "Do", run: toggleTheme },
  { keys: "?", what: "This list", group: "Do", run: openKeys },
];

export function openSearch(): void {
  dialog.value = { name: "search" };
}

export function openSend(): void {
  dialog.value = { name: "send" };
}

export function toggleProblems(): void {
  if (isNarrow.value) sheet.value = sheet.value === "problems" ? null : "problems";
  else drawerFolded.value = !drawerFolded.value;
}

export function openSide(side: Side): void {
  if (isNarrow.value) sheet.value = "inspector";
  else inspectorFolded.value = false;
  choose({ side }, { replace: true });
}

function openReadyView(view: View): void {
  if (viewsOf().some((each) => each.id === view)) openView(view);
}

function stepTemplate(by: number): void {
  const names = visibleRows.value.map((each) => each.name);
  const next = names[names.indexOf(selection.value.template) + by];
  if (next) openTemplate(next);
}

function stepCase(by: number): void {
  if (!overview.value || !row.value) return;
  const { language, profile, data } = selection.value;
  const cases = casesOf(overview.value, row.value, language);
  const at = cases.findIndex((each) => each.profile === profile && each.data === data);
  const next = cases[(at + by + cases.length) % cases.length];
  if (next) choose(next);
}

export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") sheet.value = null;
  });
  listenToShortcuts(SHORTCUTS, () => overview.value !== null);
}
