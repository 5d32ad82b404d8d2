// What is wrong with the template on screen, worst first; a click shows the place.

import { badge, count, h, note } from "./dom.js";
import { row, world } from "./state.js";

const SHOWN = 50;

export function problemsPane(view) {
  const own = row()?.diagnostics ?? [];
  const elsewhere = world.overview.problems;
  const all = [...own, ...elsewhere];
  const failure = view?.failure && own.length === 0 ? [{ severity: "error", rule: "render", ...view.failure, cases: [] }] : [];
  const shown = [...failure, ...all];
  if (shown.length === 0) return [h("p", { class: "quiet alright" }, world.overview.summary.cases ? "✓ Every variable has a value in every case." : "There is no case to check yet.")];
  return [
    h("ul", {}, shown.slice(0, SHOWN).map(problem)),
    shown.length > SHOWN && note(`and ${count(shown.length - SHOWN, "more problem")}`),
  ];
}

function problem(each) {
  return h("li", {},
    h("button", { class: "plain problem", do: "problem", arg: JSON.stringify([each.file, each.start, each.cases[0] ?? ""]) },
      problemLine(each)),
    each.help && h("p", { class: "help quiet" }, each.help));
}

export function problemLine({ severity, rule, message, label, file, line, column }) {
  return [
    badge(severity),
    h("span", { class: "rule" }, rule),
    h("span", { class: "what" }, message, label && h("span", { class: "quiet" }, `  ${label}`)),
    file && h("span", { class: "where quiet" }, `${file}:${line}:${column}`),
  ];
}
