// Every case of the template at once: rows are profiles, columns are message data.

import { badge, count, h } from "./dom.js";
import { card } from "./inbox.js";
import { chosen, world } from "./state.js";

export function matrixView() {
  const matrix = world.matrix;
  if (!matrix || matrix.template !== chosen.template) return h("p", { class: "quiet pad" }, "Rendering every case…");
  const failing = matrix.cells.filter(bad).length;
  const cells = chosen.failing ? matrix.cells.filter(bad) : matrix.cells;
  const columns = unique(cells.map((each) => each.data));
  const rows = unique(cells.map((each) => each.profile));
  const groups = tally(matrix.cells);
  return h("div", { class: "matrix", key: "matrix" },
    h("div", { class: "bar" },
      h("span", {}, `${count(matrix.cells.length, "case")}, ${count(Object.keys(groups).length, "different outcome")}${matrix.slow ? ", each takes over 50 ms" : ""}`),
      h("button", { class: "chip", do: "failing", "aria-pressed": String(Boolean(chosen.failing)) }, `${failing} failing`)),
    cells.length === 0
      ? h("p", { class: "quiet pad" }, matrix.cells.length ? "No case fails." : "This template cannot be rendered yet.")
      : h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "All cases" },
        h("table", {},
          h("thead", {}, h("tr", {}, h("td", {}), columns.map((name) => h("th", { scope: "col" }, name)))),
          h("tbody", {}, rows.map((profile) => h("tr", { key: profile },
            h("th", { scope: "row" }, profile),
            columns.map((data) => h("td", {}, cell(cells.find((each) => each.profile === profile && each.data === data), groups)))))))));
}

function cell(each, groups) {
  if (!each) return null;
  const here = each.profile === chosen.profile && each.data === chosen.data;
  const same = groups[each.outcome];
  return h("button", { class: `cell${here ? " here" : ""}`, do: "case", arg: JSON.stringify([each.profile, each.data]) },
    h("span", { class: "state" }, badge(each.verdict), same > 1 && h("span", { class: "quiet same", title: `${same} cases give this` }, `×${same}`)),
    each.properties ? card(each.properties) : h("span", { class: "why" }, each.failure));
}

function bad(each) {
  return each.verdict === "error";
}

function tally(cells) {
  const groups = {};
  for (const { outcome } of cells) groups[outcome] = (groups[outcome] ?? 0) + 1;
  return groups;
}

function unique(names) {
  return [...new Set(names)];
}
