// Whether the server answers: what both pages' live connections say.

import { signal } from "@preact/signals";

export type Link = "connecting" | "live" | "lost";

export const link = signal<Link>("connecting");
/** When the connection was lost, in milliseconds. */
export const lostSince = signal(0);
/** Why the last question was not answered. */
export const refusal = signal<{ message: string; help: string } | null>(null);

export function markLost(): void {
  if (link.value !== "lost") lostSince.value = Date.now();
  link.value = "lost";
}
