// The keys of the emulator's page.

import { dialog, isNarrow, sheet } from "../layout";
import { inspectorFolded, toggleMessageOnly, toggleTheme } from "../preferences";
import { openKeys, type Shortcut } from "../shortcuts";
import { VIEW_NAMES } from "../view_names";
import { choose, resend, step } from "./actions";
import type { Side, View } from "./selection";
import { overview, request } from "./state";

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: "Mod K", also: "/", what: "Search requests", group: "Go to", run: focusSearch },
  { keys: "J", what: "Next older request", group: "Go to", run: () => step(1) },
  { keys: "K", what: "Next newer request", group: "Go to", run: () => step(-1) },
  { keys: "N", what: "Follow the newest request", group: "Go to", run: () => choose({ request: null }) },
  ...(["inbox", "visual", "component"] as View[]).map((view, index) => ({
    keys: String(index + 1),
    what: VIEW_NAMES[view],
    group: "Show" as const,
    run: () => choose({ view }),
  })),
  { keys: "R", what: "Request", group: "Show", run: () => openSide("request") },
  { keys: "O", what: "Rendered message", group: "Show", run: () => openSide("rendered") },
  { keys: "E", what: "Events", group: "Show", run: () => openSide("events") },
  { keys: "W", what: "Message only", group: "Show", run: toggleMessageOnly },
  { keys: "S", what: "Send the request again", group: "Do", run: resendIfPossible },
  { keys: "T", what: "Light or dark", group: "Do", run: toggleTheme },
  { keys: "?", what: "This list", group: "Do", run: openKeys },
];

export const SEARCH_ID = "search";

export function openFaults(): void {
  dialog.value = { name: "faults" };
}

export function openSide(side: Side): void {
  choose({ side });
  if (isNarrow.value) sheet.value = "inspector";
  else inspectorFolded.value = false;
}

function focusSearch(): void {
  document.getElementById(SEARCH_ID)?.focus();
}

function resendIfPossible(): void {
  if (overview.value?.canAct && request.value?.canResend) void resend();
}
