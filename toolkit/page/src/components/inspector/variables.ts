// The variables of a case as the groups and rows of Data.

import type { VariableGroup, VariableView } from "../../wire";

export interface VariableRow {
  path: string;
  /** Null for a list that the case reads only in parts. */
  variable: VariableView | null;
  /** The parts of a list that were read, by their paths. */
  parts: VariableView[];
}

export const GROUPS: readonly { id: VariableGroup; label: string }[] = [
  { id: "missing", label: "Missing" },
  { id: "data", label: "Message data" },
  { id: "profile", label: "Profile" },
  { id: "computed", label: "Computed" },
];

/** Return the rows of one group: what was read of a list's items is behind the list. */
export function rowsOf(variables: readonly VariableView[]): VariableRow[] {
  const rows = new Map<string, VariableRow>();
  for (const variable of variables) {
    const at = variable.path.indexOf("[");
    const path = at < 0 ? variable.path : variable.path.slice(0, at);
    const row = rows.get(path) ?? { path, variable: null, parts: [] };
    if (at < 0) row.variable = variable;
    else row.parts.push(variable);
    rows.set(path, row);
  }
  return [...rows.values()].flatMap(flat);
}

/** A single part needs no list to fold it. */
function flat(row: VariableRow): VariableRow[] {
  const [only] = row.parts;
  if (row.variable || row.parts.length !== 1 || !only) return [row];
  return [{ path: only.path, variable: only, parts: [] }];
}

/** Return a path without the root that its group says already. */
export function shortPath(path: string, group: VariableGroup): string {
  const root = { data: "trigger.", profile: "customer.", missing: "", computed: "" }[group];
  return root && path.startsWith(root) ? path.slice(root.length) : path;
}

/** Return the variables with one of them as it was when its edit began, so that it stays in its place. */
export function withPinned(
  variables: readonly VariableView[],
  pinned: VariableView | null,
): readonly VariableView[] {
  if (!pinned) return variables;
  const at = variables.findIndex((each) => each.path === pinned.path);
  const now = variables[at];
  const kept = now ? { ...now, group: pinned.group, type: pinned.type, state: pinned.state } : pinned;
  return at < 0 ? [...variables, kept] : variables.map((each, index) => (index === at ? kept : each));
}
