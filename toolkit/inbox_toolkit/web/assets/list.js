// The templates, with verdicts and search.

import { badge, count, h } from "./dom.js";
import { chosen, world } from "./state.js";

export function visibleTemplates() {
  const wanted = chosen.filter.toLowerCase();
  return world.overview.templates.filter((each) =>
    [each.name, each.label, each.type, ...each.topics].some((text) => text.toLowerCase().includes(wanted)));
}

export function listPane() {
  const rows = visibleTemplates();
  const { errors, warnings, templates, cases } = world.overview.summary;
  return [
    h("div", { class: "search" },
      h("input", { type: "search", placeholder: "Search  ⌘K", "aria-label": "Search templates", input: "filter", value: chosen.filter, id: "search" })),
    h("ul", { class: "rows", key: "rows" }, rows.length > 0 ? rows.map(templateRow)
      : h("li", { class: "quiet none" }, templates ? `Nothing matches “${chosen.filter}”.` : "No templates yet.")),
    h("p", { class: "summary quiet" },
      errors || warnings
        ? [errors ? count(errors, "error") : "", warnings ? count(warnings, "warning") : ""].filter(Boolean).join(" · ")
        : `${cases ? "✓ " : ""}${count(templates, "template")} · ${count(cases, "case")}`),
  ];
}

// Brings the chosen row into the list's own view; nothing else moves.
export function reveal() {
  const rows = document.querySelector(".rows");
  const row = rows?.querySelector("[aria-current]")?.getBoundingClientRect();
  if (!row) return;
  const { top, bottom } = rows.getBoundingClientRect();
  rows.scrollTop += Math.min(row.top - top, 0) + Math.max(row.bottom - bottom, 0);
}

function templateRow(each) {
  const current = each.name === chosen.template;
  const trouble = [each.errors && count(each.errors, "error"), each.warnings && count(each.warnings, "warning")].filter(Boolean);
  return h("li", { key: each.name },
    h("a", { href: "#", do: "template", arg: each.name, "aria-current": current && "page", title: each.file },
      badge(each.verdict, trouble.join(", ") || each.verdict),
      h("span", { class: "name" }, each.name),
      each.languages.length > 0 && h("span", { class: "tag" }, each.languages.join(" "))));
}
