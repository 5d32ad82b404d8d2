// The line above the message: which case, which view.

import { badge, h } from "./dom.js";
import { isStatic } from "./api.js";
import { chosen, row, world } from "./state.js";

export const VIEWS = [
  ["inbox", "Inbox"],
  ["visual", "Visual"],
  ["own", "Own"],
  ["matrix", "Matrix"],
  ["diff", "Diff"],
];

export function topPane() {
  const here = row();
  if (!here) return [h("h1", {}, world.overview.project)];
  const { profiles, data } = world.overview;
  return [
    h("h1", { title: here.file }, badge(here.verdict), " ", here.name),
    h("div", { class: "case" },
      picker("profile", "Profile", profiles, chosen.profile),
      h("span", { class: "quiet", "aria-hidden": "true" }, "×"),
      picker("data", "Message data", data[here.name] ?? [], chosen.data),
      here.languages.length > 0 && picker("language", "Language", ["", ...here.languages], chosen.language)),
    h("div", { class: "tabs", role: "tablist", "aria-label": "Views" },
      VIEWS.map(([name, label], at) => h("button", {
        role: "tab", do: "view", arg: name, title: `${label}  (${at + 1})`,
        "aria-selected": String(chosen.view === name), "aria-controls": "message" }, label))),
    h("div", { class: "tools" },
      connection(),
      !isStatic && world.overview.editor && tool("edit", "e", "Open in editor", "✎"),
      !isStatic && tool("send", "s", world.overview.send.ready ? "Send a test" : world.overview.send.why, "➤", !world.overview.send.ready),
      tool("wide", "w", "Message only", "⤢"),
      tool("theme", "t", "Light or dark", "◐"),
      tool("help", "?", "Keys", "?")),
  ];
}

function picker(what, label, names, value) {
  return h("label", { class: "picker", key: what },
    h("span", { class: "hidden" }, label),
    h("select", { change: what, "data-value": value, disabled: names.length === 0, title: label },
      names.length === 0
        ? h("option", { value: "" }, `no ${label.toLowerCase()}`)
        : names.map((name) => h("option", { value: name, selected: name === value }, name || "default language"))));
}

export function tool(action, key, label, glyph, off = false) {
  return h("button", { class: "tool", do: action, key: action, "aria-label": label, title: `${label}  (${key})`, disabled: off }, glyph);
}

export function connection() {
  if (world.link !== "lost") return null;
  const seconds = Math.max(1, Math.round((Date.now() - world.lost) / 1000));
  return h("span", { class: "lost", role: "status" }, `Not connected for ${seconds} s, trying again`);
}
