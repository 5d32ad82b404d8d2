// The cases of a template, and which of them fail.

import { computed } from "@preact/signals";
import { overview, row, selection } from "./state";
import type { CaseRef, Overview, TemplateRow, Verdict } from "./wire";

const RANK: Record<Verdict, number> = { broken: 0, error: 1, warning: 2, info: 3, waiting: 4, clean: 5 };

/** Return the worse of two verdicts. */
export function worse(one: Verdict, other: Verdict): Verdict {
  return RANK[one] <= RANK[other] ? one : other;
}

export function isSameCase(one: CaseRef, other: CaseRef): boolean {
  return one.profile === other.profile && one.data === other.data && one.language === other.language;
}

/** Return a case as people name it: `ada × resend`. */
export function caseLabel({ profile, data }: Pick<CaseRef, "profile" | "data">): string {
  return data ? `${profile} × ${data}` : profile;
}

/** Return all cases of a template in one language, profile by profile. */
export function casesOf(known: Overview, template: TemplateRow, language = ""): CaseRef[] {
  const data = template.data.length ? template.data.map((each) => each.name) : [""];
  return known.project.profiles.flatMap(({ name }) =>
    data.map((each) => ({ profile: name, data: each, language })),
  );
}

/** The failing cases of the template on screen, its translations behind it. */
export const failing = computed<readonly CaseRef[]>(() => row.value?.failing ?? []);

/** Return the worst verdict among the cases of the template on screen that a test picks. */
export function worstOf(picks: (one: CaseRef) => boolean): Verdict {
  const found = row.value?.findings ?? [];
  const start = failing.value.some(picks) ? "error" : "clean";
  return found.reduce<Verdict>((so, each) => (each.cases.some(picks) ? worse(so, each.severity) : so), start);
}

/** Return whether a case is the one on screen. */
export const isChosen = (each: CaseRef) => isSameCase(each, selection.value);

/** All cases of the template on screen, of all its languages. */
export const everyCase = computed<CaseRef[]>(() => {
  const known = overview.value;
  const here = row.value;
  if (!known || !here) return [];
  return ["", ...here.languages.map((each) => each.language)].flatMap((each) => casesOf(known, here, each));
});
