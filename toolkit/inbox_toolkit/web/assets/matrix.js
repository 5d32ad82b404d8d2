// Every case of a template, or of all templates, at once: rows are profiles, columns are message data. What looks alike
// is drawn once: rows alike stand together, columns alike too, and one card spans its cases.

import { isStatic } from "./api.js";
import { badge, count, h, note } from "./dom.js";
import { card } from "./inbox.js";
import { chosen, isChosen, world } from "./state.js";

export function matrixView() {
  const { matrix } = world;
  const every = chosen.every && !isStatic;
  const parts = every ? matrix?.matrices : matrix?.template === chosen.template && [matrix];
  if (!parts) return note("Rendering every case…");
  const all = parts.flatMap((each) => each.cells);
  const slow = all.filter((each) => each.slow).length;
  const outcomes = parts.reduce((sum, { cells }) => sum + tally(cells).size, 0);
  const tables = parts.filter(({ cells }) => wanted(cells).length).map((part) => section(part, every));
  return h("div", { class: "matrix", key: "matrix" },
    h("div", { class: "bar" },
      h("span", {}, `${count(all.length, "case")}, ${count(outcomes, "different outcome")}${slow ? `, ${slow} slow` : ""}`),
      chip("failing", `${all.filter(bad).length} failing`),
      !isStatic && chip("every", "All templates")),
    tables.length ? h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "All cases" }, tables)
      : note(all.length ? "No case fails." : "This template cannot be rendered yet."));
}

function chip(what, label) {
  return h("button", { class: "chip", do: what, "aria-pressed": String(Boolean(chosen[what])) }, label);
}

function section({ template, language, cells }, every) {
  const name = `${template} ${language}`;
  const totals = tally(cells);
  const { columns, rows } = laid(wanted(cells).map((each) => ({ ...each, template, language })));
  return h("section", { key: name },
    every && h("h2", {}, h("button", { class: "plain", do: "template", arg: template }, name)),
    h("table", {},
      h("thead", {}, h("tr", {}, h("td", {}), columns.map((data) => h("th", { scope: "col" }, data)))),
      h("tbody", {}, rows.map(({ profile, pieces }) => h("tr", { key: profile, class: pieces.length === 0 && "alike" },
        h("th", { scope: "row" }, profile),
        pieces.map((piece) => place(piece, totals)))))));
}

function place({ members, wide, high }, totals) {
  const [first, ...others] = members;
  return h("td", { colspan: wide > 1 && wide, rowspan: high > 1 && high, class: others.length > 0 && "merged" },
    first && cell(first, members, totals.get(first.outcome)),
    others.length > 0 && h("details", {},
      h("summary", {}, count(others.length, "other")),
      h("ul", {}, others.map((each) => h("li", {}, opener(each, "plain", named(each)))))));
}

function cell(first, members, total) {
  const times = `×${members.length}${members.length < total ? ` of ${total}` : ""}`;
  return opener(first, `cell${members.some(isChosen) ? " here" : ""}`,
    h("span", { class: "state" }, badge(first.verdict), slowness(members),
      total > 1 && h("span", { class: "quiet same" }, times)),
    first.properties ? card(first.properties) : h("span", { class: "why" }, first.failure));
}

function opener({ template, language, profile, data }, style, ...inside) {
  return h("button", { class: style, do: "case", arg: JSON.stringify([template, language, profile, data]) }, inside);
}

function slowness(members) {
  const longest = Math.max(...members.map((each) => each.slow));
  return longest > 0 && h("span", { class: "slow" }, ` slow: ${longest} ms`);
}

// Rows and columns in an order that brings what is alike together, and the cases cut into the
// largest rectangles of one outcome; a piece without members is a case that is filtered out.
export function laid(cells) {
  const names = unique(cells, "data");
  const found = together(unique(cells, "profile").map((profile) =>
    ({ profile, line: names.map((data) => cells.find((each) => each.profile === profile && each.data === data)) })), ({ line }) => line);
  const order = together([...names.keys()], (at) => found.map(({ line }) => line[at]));
  const lines = found.map(({ line }) => order.map((at) => line[at]));

  const piece = (row, column) => {
    const outcome = lines[row][column]?.outcome ?? -1;
    const same = (down, right) => lines[row + down]?.[column + right]?.outcome === outcome;
    let wide = 1;
    let high = 1;
    while (same(0, wide)) wide++;
    const across = [...Array(wide).keys()];
    while (across.every((right) => same(high, right))) high++;
    const members = lines.slice(row, row + high).flatMap((line) => line.splice(column, wide, ...across.fill(null)));
    return { members: members.filter(Boolean), wide, high };
  };
  const rows = lines.map((line, row) => ({
    profile: found[row].profile,
    pieces: order.flatMap((_, column) => (line[column] === null ? [] : [piece(row, column)])), // null: in a piece already
  }));
  return { columns: order.map((at) => names[at]), rows };
}

// The items in their order, but each directly behind the first one whose cells are like its own.
function together(items, cellsOf) {
  const groups = new Map();
  for (const item of items) {
    const likeness = cellsOf(item).map((each) => each?.outcome).join();
    groups.set(likeness, [...(groups.get(likeness) ?? []), item]);
  }
  return [...groups.values()].flat();
}

function tally(cells) {
  const groups = new Map();
  for (const { outcome } of cells) groups.set(outcome, (groups.get(outcome) ?? 0) + 1);
  return groups;
}

function wanted(cells) {
  return chosen.failing ? cells.filter(bad) : cells;
}

function bad(each) {
  return each.verdict === "error";
}

function named({ profile, data }) {
  return data ? `${profile} × ${data}` : profile;
}

function unique(cells, what) {
  return [...new Set(cells.map((each) => each[what]))];
}
