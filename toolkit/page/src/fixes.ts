// Writing to the project from the page: each write says what it did, and how to take it back.

import { load } from "./actions";
import { post } from "./api";
import { toast, toastError } from "./ui/toast";
import type { FixOffer, Saved } from "./wire";

/** Apply a fix that rendering proved. */
export async function applyFix(fix: FixOffer): Promise<void> {
  try {
    reportSaved("Fixed", await post("/api/fix", { id: fix.id }));
  } catch (error) {
    toastError(error);
  }
}

/** Say which files were written, and offer to take it back; `onUndone` is called after that. */
export function reportSaved(
  what: string,
  saved: Pick<Saved, "files" | "undo">,
  onUndone: () => void = () => {},
): void {
  reportAllSaved(what, [saved], onUndone);
}

/** Say which files were written by several saves, which are taken back together. */
export function reportAllSaved(
  what: string,
  saves: readonly Pick<Saved, "files" | "undo">[],
  onUndone: () => void,
): void {
  toast(`${what} ${saves.flatMap((each) => each.files).join(", ")}`, {
    action: {
      label: "Undo",
      run: () =>
        void takeBack(
          saves.map((each) => each.undo),
          onUndone,
        ),
    },
  });
}

async function takeBack(undos: readonly string[], onUndone: () => void): Promise<void> {
  try {
    const files: string[] = [];
    for (const undo of undos) files.push(...(await post("/api/undo", { undo })).files);
    toast(`Took back the change to ${files.join(", ")}`);
    onUndone();
    await load();
  } catch (error) {
    toastError(error);
  }
}
