// Keys that do something, wherever nobody is typing. The key sheet is drawn from the same list.

import { dialog } from "./layout";

export interface Shortcut {
  /** Key caps as `Kbd` draws them; `Mod` is ⌘ or Ctrl. */
  keys: string;
  /** A second key that does the same. */
  also?: string;
  what: string;
  group: "Go to" | "Show" | "Do";
  run: () => void;
}

export function openKeys(): void {
  dialog.value = { name: "keys" };
}

/** Run shortcuts from now on, while `isReady` and no dialog is open. */
export function listenToShortcuts(shortcuts: readonly Shortcut[], isReady: () => boolean): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || dialog.value || !isReady()) return;
    const wanted = nameOf(event);
    if (!wanted.startsWith("Mod ") && isTyping(event)) return;
    const shortcut = shortcuts.find((each) => each.keys === wanted || each.also === wanted);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  });
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (event.metaKey || event.ctrlKey) return event.shiftKey ? "" : `Mod ${key}`;
  return event.shiftKey && /^[A-Z]$/.test(key) ? `Shift ${key}` : key;
}

function isTyping(event: KeyboardEvent): boolean {
  const [inner] = event.composedPath(); // the editor is in a shadow root
  const element = inner instanceof Element ? inner : null;
  return element?.closest("input, textarea, select, [contenteditable=true], [role=menu]") != null;
}
