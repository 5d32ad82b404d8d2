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
    h("ul", { class: "rows", key: "rows" }, rows.map(templateRow)),
    rows.length === 0 && h("p", { class: "quiet pad" }, templates ? `Nothing matches “${chosen.filter}”.` : "No templates yet."),
    h("p", { class: "summary quiet" },
      errors || warnings
        ? [errors ? count(errors, "error") : "", warnings ? count(warnings, "warning") : ""].filter(Boolean).join(" · ")
        : `✓ ${count(templates, "template")} · ${count(cases, "case")}`),
  ];
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
