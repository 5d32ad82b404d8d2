// Every case of the template at once: rows are profiles, columns are message data. What looks alike
// is drawn once: rows alike stand together, columns alike too, and one card spans its cases.

import { badge, count, h } from "./dom.js";
import { card } from "./inbox.js";
import { chosen, world } from "./state.js";

export function matrixView() {
  const matrix = world.matrix;
  if (!matrix || matrix.template !== chosen.template) return h("p", { class: "quiet pad" }, "Rendering every case…");
  const all = matrix.cells;
  const failing = all.filter(bad).length;
  const slow = all.filter((each) => each.slow).length;
  const cells = chosen.failing ? all.filter(bad) : all;
  const totals = tally(all);
  return h("div", { class: "matrix", key: "matrix" },
    h("div", { class: "bar" },
      h("span", {}, [count(all.length, "case"), count(totals.size, "different outcome"), slow > 0 && `${slow} slow`].filter(Boolean).join(", ")),
      h("button", { class: "chip", do: "failing", "aria-pressed": String(Boolean(chosen.failing)) }, `${failing} failing`)),
    cells.length === 0
      ? h("p", { class: "quiet pad" }, all.length ? "No case fails." : "This template cannot be rendered yet.")
      : h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "All cases" }, table(cells, totals)));
}

function table(cells, totals) {
  const { columns, rows } = laid(cells);
  return h("table", {},
    h("thead", {}, h("tr", {}, h("td", {}), columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(({ profile, pieces }) => h("tr", { key: profile, class: pieces.length === 0 && "alike" },
      h("th", { scope: "row" }, profile),
      pieces.map((piece) => place(piece, totals))))));
}

function place({ members, wide, high }, totals) {
  if (members.length === 0) return h("td", {});
  const [first, ...others] = members;
  return h("td", { colspan: wide > 1 && wide, rowspan: high > 1 && high, class: others.length > 0 && "merged" },
    cell(first, members, totals.get(first.outcome)),
    others.length > 0 && h("details", {},
      h("summary", {}, count(others.length, "other")),
      h("ul", {}, others.map((each) => h("li", {}, opener(each, "plain", named(each), slowness([each])))))));
}

function cell(first, members, total) {
  const here = members.some((each) => each.profile === chosen.profile && each.data === chosen.data);
  const times = members.length < total ? `×${members.length} of ${total}` : `×${total}`;
  return opener(first, `cell${here ? " here" : ""}`,
    h("span", { class: "state" }, badge(first.verdict), slowness(members),
      total > 1 && h("span", { class: "quiet same", title: `${total} cases give this` }, times)),
    first.properties ? card(first.properties) : h("span", { class: "why" }, first.failure));
}

function opener({ profile, data }, style, ...content) {
  return h("button", { class: style, do: "case", arg: JSON.stringify([profile, data]) }, content);
}

function slowness(members) {
  const longest = Math.max(...members.map((each) => each.slow));
  return longest > 0 && h("span", { class: "slow", title: `Rendering this takes ${longest} ms` }, ` slow: ${longest} ms`);
}

// Rows and columns in an order that brings what is alike together, and the cases cut into the
// largest rectangles of one outcome; a piece without members is a case that is filtered out.
export function laid(cells) {
  const at = new Map(cells.map((each) => [keyOf(each.profile, each.data), each]));
  const find = (profile, data) => at.get(keyOf(profile, data));
  const outcome = (profile, data) => find(profile, data)?.outcome ?? -1;
  const names = unique(cells.map((each) => each.data));
  const profiles = together(unique(cells.map((each) => each.profile)), (profile) => names.map((data) => outcome(profile, data)));
  const columns = together(names, (data) => profiles.map((profile) => outcome(profile, data)));
  const taken = new Set();
  const free = (row, column, wanted) => column < columns.length && row < profiles.length
    && !taken.has(row * columns.length + column) && outcome(profiles[row], columns[column]) === wanted;

  const piece = (row, column) => {
    const wanted = outcome(profiles[row], columns[column]);
    let wide = 1;
    let high = 1;
    if (wanted !== -1) {
      while (free(row, column + wide, wanted)) wide++;
      while (range(wide).every((by) => free(row + high, column + by, wanted))) high++;
    }
    const members = range(high).flatMap((down) => range(wide).map((by) => {
      taken.add((row + down) * columns.length + column + by);
      return find(profiles[row + down], columns[column + by]);
    }));
    return { members: members.filter(Boolean), wide, high };
  };
  const rows = profiles.map((profile, row) => ({
    profile,
    pieces: columns.flatMap((_, column) => (taken.has(row * columns.length + column) ? [] : [piece(row, column)])),
  }));
  return { columns, rows };
}

// The names in their order, but each directly behind the first one that is like it.
function together(names, likeness) {
  const groups = new Map();
  for (const name of names) {
    const key = likeness(name).join();
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()].flat();
}

function tally(cells) {
  const groups = new Map();
  for (const { outcome } of cells) groups.set(outcome, (groups.get(outcome) ?? 0) + 1);
  return groups;
}

function bad(each) {
  return each.verdict === "error";
}

function named({ profile, data }) {
  return data ? `${profile} × ${data}` : profile;
}

function keyOf(profile, data) {
  return `${profile}\n${data}`;
}

function unique(names) {
  return [...new Set(names)];
}

function range(length) {
  return [...Array(length).keys()];
}
