import { post } from "./api";
import { caseView } from "./state";
import { toast, toastError } from "./ui/toast";
import type { Place } from "./wire";

/** Open a place in the user's own editor; without one, the template on screen. */
export async function openInEditor(place?: Pick<Place, "file" | "line" | "column">): Promise<void> {
  const file = place?.file ?? caseView.value?.file;
  if (!file) return;
  try {
    const { line = 1, column = 1 } = place ?? {};
    const { url } = await post("/api/edit", { file, line, column });
    if (url) location.href = url;
    toast("Opened in your editor");
  } catch (error) {
    toastError(error);
  }
}
