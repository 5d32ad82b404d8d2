import type { View } from "./selection";

/** What the views are called, on both pages. */
export const VIEW_NAMES: Record<View, string> = {
  inbox: "Inbox",
  visual: "Visual",
  component: "Component",
  cases: "All cases",
  changes: "Changes",
};
