// Every variable the case read: missing ones first, its value, where it came from.

import { h, note } from "./dom.js";
import { halves, isStatic } from "./api.js";
import { chosen } from "./state.js";

const SHAPES = { missing: "✕", blank: "▲", value: "●", unset: "○" };
const ORIGINS = { profile: "profile", data: "message data", default: "its default", template: "assigned here", snippets: "snippets", objects: "objects", service: "the service", whatif: "what if" };

export function variablesPane(view) {
  const changed = new Map(chosen.set.map((each) => split(each)));
  return h("div", { class: "variables" },
    changed.size > 0 && whatIf(changed.size),
    view.reads.length === 0 && note(view.failure ? view.failure.message : "This case reads no variable."),
    h("ul", {}, view.reads.map((read) => variable(read, changed))));
}

function whatIf(number) {
  return h("form", { class: "whatif", submit: "save-fixture", key: "whatif" },
    h("p", {}, `What if: ${number} ${number === 1 ? "value differs" : "values differ"} from the fixtures.`),
    !isStatic && h("label", {}, h("span", { class: "hidden" }, "Name of the new fixture"), h("input", { name: "name", placeholder: "name of a new fixture", autocomplete: "off" })),
    h("div", { class: "buttons" },
      !isStatic && h("button", { type: "submit", class: "chip" }, "Save as fixture"),
      h("button", { class: "chip", do: "forget" }, "Forget")));
}

function variable(read, changed) {
  const editable = !isStatic && /^(customer|trigger)\./.test(read.path);
  const place = read.places[0];
  const origin = changed.has(read.path) ? "whatif" : read.origin;
  return h("li", { class: read.state, key: read.path },
    h("span", { class: `badge ${read.state}`, role: "img", "aria-label": read.state }, SHAPES[read.state]),
    h("div", {},
      h("button", { class: "plain path", do: "source", arg: place?.start, title: place && `Line ${place.line} of ${place.file}` }, read.path),
      h("div", { class: "meta" },
        editable
          ? h("input", { class: "edit", value: text(read), "aria-label": `Value of ${read.path}`, change: "set", path: read.path, placeholder: read.state === "value" ? "" : read.state, dir: "auto", spellcheck: "false", title: "Type to see what if; JSON or plain text" })
          : h("span", { class: "shown", dir: "auto", glow: true }, text(read) || read.state),
        h("span", { class: "quiet" }, remark(read, origin, place)))));
}

function remark(read, origin, place) {
  const parts = [read.value === undefined ? (read.defaulted ? "default" : "missing") : ORIGINS[origin] ?? origin];
  if (read.times > 1) parts.push(`×${read.times}`);
  if (place) parts.push(`line ${place.line}`);
  return parts.join(" · ");
}

function text({ value }) {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export const split = (each) => halves(each, "=");
