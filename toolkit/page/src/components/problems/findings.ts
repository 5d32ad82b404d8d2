// The findings of the project: of the message on screen, and of everything else.

import { computed } from "@preact/signals";
import { isChosen } from "../../cases";
import { messageFindings, overview, selection } from "../../state";
import type { FindingView } from "../../wire";
import { byUrgency } from "./order";

/** What is wrong with the message on screen, its fixtures included. */
export const ownFindings = computed(() => {
  const { template } = selection.value;
  const fixtures = (overview.value?.project.problems ?? []).filter((each) => each.template === template);
  const found = byUrgency([...messageFindings.value, ...fixtures], (each) => each.cases.some(isChosen));
  return template ? found : [];
});

/** What is wrong with everything else. */
export const otherFindings = computed(() => {
  const { template } = selection.value;
  const known = overview.value;
  const others = known?.templates.filter((each) => each.name !== template) ?? [];
  const shared = known?.project.problems.filter((each) => !each.template || each.template !== template) ?? [];
  return byUrgency([...others.flatMap((each) => each.findings), ...shared], () => false);
});

export const hasFindings = computed(() => ownFindings.value.length + otherFindings.value.length > 0);

/** Return what names a finding as long as nothing moves. */
export function findingKey({ rule, message, place }: FindingView): string {
  return `${rule} ${place.file} ${place.start} ${message}`;
}
