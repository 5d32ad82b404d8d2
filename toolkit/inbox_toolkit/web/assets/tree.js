// JSON as it is delivered: folded, each value one click from the template source it came from.

import { h, note } from "./dom.js";

const LONG = 40; // a list or object longer than this starts folded

export function jsonTree(view) {
  if (view.message === null) return note("Nothing would be delivered.");
  const sources = new Map(view.traces.map((each) => [each.pointer, each]));
  return valueTree(view.message.properties, { stale: view.stale, sources });
}

// Any JSON value; a pointer in `sources` leads to its place in the template.
export function valueTree(value, { stale = false, sources = new Map() } = {}) {
  return h("div", { class: `tree${stale ? " stale" : ""}` }, node(null, value, "", sources));
}

function node(key, value, pointer, sources) {
  const label = key === null ? null : [h("span", { class: "key", dir: "auto" }, key), ": "];
  if (value === null || typeof value !== "object") return leaf(label, value, pointer, sources);
  const entries = Object.entries(value);
  const [left, right] = Array.isArray(value) ? "[]" : "{}";
  if (entries.length === 0) return h("div", { class: "leaf" }, label, left + right);
  return h("details", { open: entries.length <= LONG, key: pointer || "/" },
    h("summary", {}, label, left, h("span", { class: "quiet" }, ` ${entries.length} `), right),
    h("div", { class: "in" }, entries.map(([name, each]) =>
      node(Array.isArray(value) ? Number(name) : name, each, `${pointer}/${escaped(name)}`, sources))));
}

function leaf(label, value, pointer, sources) {
  const kind = value === null ? "null" : typeof value;
  const source = sources.get(pointer);
  const shown = h("span", { class: `value ${kind}`, dir: "auto", glow: true }, JSON.stringify(value));
  return h("div", { class: "leaf", key: pointer }, label,
    source
      ? h("button", { class: "plain", do: "source", arg: source.start, title: `Line ${source.line} of ${source.file}` }, shown)
      : shown);
}

function escaped(name) {
  return String(name).replaceAll("~", "~0").replaceAll("/", "~1");
}
