// Which panes there is room for, and which sheet or dialog is open.

import { effect, signal } from "@preact/signals";

const narrow = matchMedia("(max-width: 900px)");

/** Whether panes are sheets over the canvas, as on a phone. */
export const isNarrow = signal(narrow.matches);
narrow.addEventListener("change", () => {
  isNarrow.value = narrow.matches;
});

export type Sheet = "templates" | "inspector" | "problems";
export const sheet = signal<Sheet | null>(null);

export type OpenDialog =
  | { name: "search" }
  | { name: "keys" }
  | { name: "send" }
  | { name: "faults" }
  | { name: "clear" }
  | { name: "setup"; view: string };
export const dialog = signal<OpenDialog | null>(null);

effect(() => {
  if (!isNarrow.value) sheet.value = null;
});
