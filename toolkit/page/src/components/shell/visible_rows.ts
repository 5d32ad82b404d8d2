// The templates in the sidebar: filtered, grouped, in the order of the project.

import { computed } from "@preact/signals";
import { overview, selection } from "../../state";
import type { TemplateRow } from "../../wire";

export interface Group {
  name: string;
  rows: TemplateRow[];
}

export const groups = computed<Group[]>(() => {
  const found = new Map<string, TemplateRow[]>();
  for (const each of overview.value?.templates ?? []) {
    if (!isShown(each)) continue;
    const rows = found.get(each.group);
    if (rows) rows.push(each);
    else found.set(each.group, [each]);
  }
  return [...found].map(([name, rows]) => ({ name, rows }));
});

export const visibleRows = computed<TemplateRow[]>(() => groups.value.flatMap((each) => each.rows));

function isShown(each: TemplateRow): boolean {
  if (selection.value.filter === "failing") return isFailing(each);
  if (selection.value.filter === "warnings") return each.warnings > 0;
  return true;
}

export function isFailing(each: TemplateRow): boolean {
  return each.errors > 0 || each.failing.length > 0;
}

/** Whether a template's file is named otherwise than the message. */
export function hasOtherName({ name, title }: Pick<TemplateRow, "name" | "title">): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  return plain(name) !== plain(title);
}
