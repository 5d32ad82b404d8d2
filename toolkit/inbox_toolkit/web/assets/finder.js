// The one dialog: find anything, the list of keys, the send.

import { count, h, note, show } from "./dom.js";
import { chosen, world } from "./state.js";

const dialog = document.getElementById("dialog");
const KEYS = [
  ["⌘K, Ctrl-K", "find a template, profile, message data or problem"],
  ["j, k", "next and previous template"],
  ["[, ]", "previous and next case"],
  ["1 – 5", "views"],
  ["m", "matrix"],
  ["v, c, o", "variables, source, JSON"],
  ["e", "open in the editor"],
  ["s", "send a test"],
  ["t", "light or dark"],
  ["w", "message only"],
  ["?", "this list"],
];

export function open(name, ...children) {
  dialog.setAttribute("aria-label", name);
  show(dialog, ...children);
  if (!dialog.open) dialog.showModal();
}

export function close() {
  dialog.close();
}

export function isOpen() {
  return dialog.open;
}

export function openKeys(keys = KEYS) {
  open("Keys", h("h2", {}, "Keys"),
    h("dl", { class: "keys" }, keys.map(([key, what]) => [h("dt", {}, key), h("dd", {}, what)])),
    h("form", { method: "dialog" }, h("button", { class: "chip" }, "Close")));
}

export function openFinder() {
  find("");
  dialog.querySelector("input").focus();
}

export function find(text, at = 0) {
  const found = candidates().filter(({ name, kind }) => matches(`${kind} ${name}`, text)).slice(0, 12);
  const index = Math.max(0, Math.min(at, found.length - 1));
  open("Find",
    h("input", { type: "search", class: "find", input: "find", "aria-label": "Find anything", placeholder: "Template, profile, message data, rule", role: "combobox", "aria-expanded": "true", "aria-controls": "found", "aria-activedescendant": found.length ? `found-${index}` : null, autocomplete: "off" }),
    h("ul", { id: "found", role: "listbox", "aria-label": "Found" }, found.map((each, here) =>
      h("li", { id: `found-${here}`, role: "option", "aria-selected": String(here === index), do: "go", arg: JSON.stringify(each.change) },
        h("span", { class: "quiet kind" }, each.kind), h("span", {}, each.name)))),
    found.length === 0 && note("Nothing found."));
  return count(found.length, "result");
}

export function finderKey(key) {
  const input = dialog.querySelector(".find");
  if (!input) return false;
  const options = [...dialog.querySelectorAll("[role=option]")];
  const at = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
  if (key === "ArrowDown") find(input.value, at + 1);
  else if (key === "ArrowUp") find(input.value, at - 1);
  else if (key === "Enter") options[at]?.click();
  else if (key === "Escape") close(); // which would only empty the field
  else return false;
  return true;
}

function candidates() {
  const { templates, profiles, data } = world.overview;
  return [
    ...templates.map(({ name }) => ({ kind: "template", name, change: { template: name } })),
    ...profiles.map((name) => ({ kind: "profile", name, change: { profile: name } })),
    ...(data[chosen.template] ?? []).map((name) => ({ kind: "data", name, change: { data: name } })),
    ...templates.flatMap(({ name, diagnostics }) => diagnostics.map((each) => ({ kind: each.rule, name: `${name}: ${each.message}`, change: { template: name, side: "source" } }))),
  ];
}

// Every letter in order: "osd" finds "order_shipped".
function matches(text, wanted) {
  let from = 0;
  const within = text.toLowerCase();
  for (const letter of wanted.toLowerCase().replaceAll(" ", "")) {
    from = within.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
