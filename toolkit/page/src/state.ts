// What the page knows: signals that the server's answers and the address fill, and what follows
// from them. Changed by the functions of actions.ts alone.

import { computed, signal } from "@preact/signals";
import { formatSelection, parseSelection, type Selection } from "./selection";
import type { CaseQuery, CaseView, FindingView, MatrixView, Overview, Place, TemplateRow } from "./wire";

export const selection = signal<Selection>(parseSelection(location.search));
export const overview = signal<Overview | null>(null);
export const caseView = signal<CaseView | null>(null);
/** Every case of the template on screen, or of all templates. */
export const matrices = signal<readonly MatrixView[] | null>(null);
/** The path of a value whose control in Data is to be focused, until it is. */
export const valueToEdit = signal<string | null>(null);
/** Texts of files that are being edited in Source and are not saved, by their files. */
export const unsavedTexts = signal<ReadonlyMap<string, string>>(new Map());
/** A place in a file that Source is to show, until it has shown it. */
export const jump = signal<Pick<Place, "file" | "start" | "end"> | null>(null);

export const row = computed<TemplateRow | null>(
  () => overview.value?.templates.find((each) => each.name === selection.value.template) ?? null,
);

/** The file of the template, or of the translation, on screen. */
export const templateFile = computed(() => {
  const { language } = selection.value;
  const here = row.value;
  const translation = here?.languages.find((each) => each.language === language);
  return (language && translation?.file) || here?.file || "";
});

/** What is wrong with the template on screen: with the text that is being edited, else the saved one. */
export const messageFindings = computed<readonly FindingView[]>(
  () => caseView.value?.findings ?? row.value?.findings ?? [],
);

export const address = computed(() => formatSelection(selection.value));

/** Whether values of the case are changed or taken away, without being saved. */
export const hasWhatIf = computed(() => selection.value.set.length + selection.value.unset.length > 0);

/** The case on screen, with its what-if values, as a request names it. */
export function caseQuery(): CaseQuery {
  const { template, profile, data, language, set, unset } = selection.value;
  return { template, profile, data, language, set, unset };
}
