// What this browser remembers between visits: panes, theme, the width of the inbox.

import { effect, type Signal, signal } from "@preact/signals";

const PREFIX = "inbox.";

/** A signal that is kept in the browser's storage, where there is one. */
export function remembered<T extends string | number | boolean>(
  name: string,
  initial: Widened<T>,
): Signal<Widened<T>> {
  const kept = signal<Widened<T>>(read(name, initial));
  effect(() => write(name, kept.value));
  return kept;
}

type Widened<T> = T extends boolean ? boolean : T extends number ? number : T;

function read<T>(name: string, initial: T): T {
  try {
    const text = localStorage.getItem(PREFIX + name);
    const value: unknown = text === null ? initial : JSON.parse(text);
    return typeof value === typeof initial ? (value as T) : initial;
  } catch {
    return initial; // no storage, or something else wrote it
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // a private window: remembered for this visit only
  }
}

export type Theme = "system" | "light" | "dark";
export type Width = "320" | "360" | "400" | "full";

export const theme = remembered<Theme>("theme", "system");
export const canvasTheme = remembered<Theme>("canvas.theme", "system");
export const canvasWidth = remembered<Width>("canvas.width", "360");
export const showBell = remembered("canvas.bell", false);
export const sidebarSize = remembered("pane.sidebar", 256);
export const sidebarFolded = remembered("pane.sidebar.folded", false);
export const inspectorSize = remembered("pane.inspector", 372);
export const inspectorFolded = remembered("pane.inspector.folded", false);
export const drawerSize = remembered("pane.drawer", 260);
export const drawerFolded = remembered("pane.drawer.folded", true);
export const computedFolded = remembered("data.computed.folded", true);
export const lastViewed = remembered<string>("last", "");
export const denseCases = remembered("cases.dense", false);

const prefersDark = signal(matchMedia("(prefers-color-scheme: dark)").matches);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
  prefersDark.value = event.matches;
});

/** Whether the page is dark now. */
export const isDark = () => resolve(theme.value) === "dark";

export function toggleTheme(): void {
  theme.value = isDark() ? "light" : "dark";
}

/** Fold everything but the message, or unfold the panes beside it. */
export function toggleMessageOnly(): void {
  const bare = sidebarFolded.value && inspectorFolded.value;
  sidebarFolded.value = !bare;
  inspectorFolded.value = !bare;
  if (!bare) drawerFolded.value = true;
}

/** Whether the message on the canvas is dark now; it follows the page until it is switched. */
export const isCanvasDark = () => (canvasTheme.value === "system" ? isDark() : canvasTheme.value === "dark");

function resolve(wanted: Theme): "light" | "dark" {
  if (wanted !== "system") return wanted;
  return prefersDark.value ? "dark" : "light";
}

effect(() => {
  document.documentElement.dataset.theme = resolve(theme.value);
});
