// What the emulator's page knows. Changed by the functions of actions.ts alone.

import { computed, signal } from "@preact/signals";
import type { InboxView, RequestRow, RequestView, SandboxOverview } from "../wire";
import { parseSelection, type Selection } from "./selection";

export const selection = signal<Selection>(parseSelection(location.search));
export const overview = signal<SandboxOverview | null>(null);
export const rows = signal<readonly RequestRow[]>([]);
/** Whether there are earlier requests than those listed. */
export const more = signal(false);
/** The request on screen. */
export const request = signal<RequestView | null>(null);
/** The inbox of the person who is chosen, else of the request's recipient. */
export const inbox = signal<{ person: string; view: InboxView } | null>(null);

export const faultCount = computed(
  () => overview.value?.faults.filter((each) => each.setting.enabled).length ?? 0,
);
