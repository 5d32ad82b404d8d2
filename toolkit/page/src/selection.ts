// What the screen shows. All of it is in the address, so that a link reproduces the screen.

export type View = "inbox" | "visual" | "component" | "cases" | "changes";
export type Side = "data" | "source" | "json";
export type Filter = "all" | "failing" | "warnings";

export interface Selection {
  template: string;
  profile: string;
  data: string;
  language: string;
  /** What-if values, `path=value`. */
  set: readonly string[];
  /** What-if absences: paths that the data does not have. */
  unset: readonly string[];
  /** Empty for the view that suits the message: Visual or Inbox. */
  view: View | "";
  side: Side;
  /** What Changes compares with: `commit`, `saved`, `revision:NAME` or `case:PROFILE/DATA`. */
  against: string;
  filter: Filter;
  /** Show failing cases only. */
  failing: boolean;
  /** Show the cases of all templates. */
  every: boolean;
}

export const DEFAULTS: Selection = {
  template: "",
  profile: "",
  data: "",
  language: "",
  set: [],
  unset: [],
  view: "",
  side: "data",
  against: "commit",
  filter: "all",
  failing: false,
  every: false,
};

const KEYS = {
  template: "t",
  profile: "p",
  data: "d",
  language: "l",
  view: "view",
  side: "side",
  against: "vs",
  filter: "show",
} as const;
const VIEWS: readonly View[] = ["inbox", "visual", "component", "cases", "changes"];
const SIDES: readonly Side[] = ["data", "source", "json"];
const FILTERS: readonly Filter[] = ["all", "failing", "warnings"];

export function parseSelection(search: string): Selection {
  const query = new URLSearchParams(search);
  const text = (key: keyof typeof KEYS) => query.get(KEYS[key]) ?? "";
  return {
    template: text("template"),
    profile: text("profile"),
    data: text("data"),
    language: text("language"),
    set: query.getAll("set"),
    unset: query.getAll("unset"),
    view: oneOf(VIEWS, text("view"), DEFAULTS.view),
    side: oneOf(SIDES, text("side"), DEFAULTS.side),
    against: text("against") || DEFAULTS.against,
    filter: oneOf(FILTERS, text("filter"), DEFAULTS.filter),
    failing: query.has("failing"),
    every: query.has("all"),
  };
}

const MOST_OF_A_VALUE = 4000; // characters; a longer what-if value is not in the address

/** Return the address of a selection: `?…`, without what is as usual; empty where all of it is. */
export function formatSelection(selection: Selection): string {
  const query = new URLSearchParams();
  for (const [name, key] of Object.entries(KEYS) as [keyof typeof KEYS, string][]) {
    if (selection[name] !== DEFAULTS[name]) query.set(key, selection[name]);
  }
  for (const each of selection.set) if (each.length <= MOST_OF_A_VALUE) query.append("set", each);
  for (const each of selection.unset) query.append("unset", each);
  if (selection.failing) query.set("failing", "1");
  if (selection.every) query.set("all", "1");
  const text = query.toString();
  return text && `?${text}`;
}

/** Return the path of a what-if value: everything before the first `=`. */
export function pathOf(assignment: string): string {
  const at = assignment.indexOf("=");
  return at < 0 ? assignment : assignment.slice(0, at);
}

function oneOf<T extends string, U extends T | "">(known: readonly T[], text: string, otherwise: U): T | U {
  return known.find((each) => each === text) ?? otherwise;
}
