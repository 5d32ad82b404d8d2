import "./kbd.css";

const IS_MAC = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** Return a key as it is written on this machine: `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function keyName(key: string, isMac = IS_MAC): string {
  if (key === "Mod") return isMac ? "⌘" : "Ctrl";
  if (key === "Shift") return isMac ? "⇧" : "Shift";
  return key;
}

/** Return a shortcut as text, such as `Ctrl K`. */
export function shortcutText(keys: string, isMac = IS_MAC): string {
  const names = keys.split(" ").map((each) => keyName(each, isMac));
  return names.join(isMac ? "" : " ");
}

/** The key cap of a shortcut, such as `Mod K`. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd>{shortcutText(keys)}</kbd>;
}
