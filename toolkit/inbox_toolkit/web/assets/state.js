// What the screen shows. Everything in `chosen` lives in the address, so a link reproduces it.

import { isStatic } from "./api.js";

const KEYS = { template: "t", profile: "p", data: "d", language: "l", view: "view", side: "side", against: "vs", filter: "q", failing: "failing", every: "all" };
const DEFAULTS = { view: "inbox", side: "variables", against: isStatic ? "commit" : "saved" };

export const chosen = { ...read(location.search) };

export const world = {
  overview: null, // every template's row, the profiles and message data
  view: null, // the chosen case
  matrix: null, // every case of the chosen template
  diff: null,
  epoch: 0, // the newest update heard of
  link: "live", // live | lost | static
  lost: 0,
  opened: new Set(), // messages opened in the panel
  panel: true,
};

export function read(search) {
  const query = new URLSearchParams(search);
  const found = { set: query.getAll("set") };
  for (const [name, key] of Object.entries(KEYS)) found[name] = query.get(key) ?? DEFAULTS[name] ?? "";
  return found;
}

export function address(change = {}) {
  const next = { ...chosen, ...change };
  const query = new URLSearchParams();
  for (const [name, key] of Object.entries(KEYS)) {
    if (next[name] && next[name] !== DEFAULTS[name]) query.set(key, next[name]);
  }
  for (const each of next.set) query.append("set", each);
  const text = query.toString();
  return text && `?${text}`;
}

export function choose(change, { replace = false } = {}) {
  const url = address(change);
  Object.assign(chosen, change);
  if (url === location.search) return;
  try {
    history[replace ? "replaceState" : "pushState"](null, "", url || location.pathname);
  } catch {
    // a page opened from a file may not change its address; the screen still follows
  }
}

export function row(name = chosen.template) {
  return world.overview?.templates.find((each) => each.name === name);
}

// Keep the choice where it still exists, else take the nearest thing that does.
export function settle() {
  const { templates, profiles, data } = world.overview;
  const change = {};
  if (!templates.some((each) => each.name === chosen.template)) change.template = templates[0]?.name ?? "";
  const template = change.template ?? chosen.template;
  if (!profiles.includes(chosen.profile)) change.profile = profiles[0] ?? "";
  const names = data[template] ?? [];
  if (!names.includes(chosen.data)) change.data = names[0] ?? "";
  const languages = row(template)?.languages ?? [];
  if (chosen.language && !languages.includes(chosen.language)) change.language = "";
  if (Object.keys(change).length) choose(change, { replace: true });
}

// Whether something that names a case names the one on screen.
export function isChosen(each) {
  return ["template", "profile", "data", "language"].every((name) => each[name] === chosen[name]);
}
