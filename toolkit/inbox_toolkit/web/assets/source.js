// The template as it stands in its file: coloured, underlined where something is wrong,
// each placeholder carrying its value in this case.

import { h } from "./dom.js";
import { row } from "./state.js";

const TOKEN = /(?<liquid>\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<<[^\n]*?>>)|(?<string>"(?:\\.|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|[^"\\])*")(?<colon>\s*:)?|(?<word>\b(?:true|false|null)\b|-?\d[\d.eE+-]*)/g;
const INNER = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<<[^\n]*?>>/g;

export function sourcePane(view) {
  const ranges = [
    ...tokens(view.source),
    ...view.reads.flatMap((read) => read.places.filter((each) => each.file === view.file).map((each) => ({ start: each.start, end: each.end, title: hover(read), name: "read" }))),
    ...view.unreached.map((each) => ({ ...each, name: "unreached", title: "No case comes here" })),
    ...(row()?.diagnostics ?? []).filter((each) => each.file === view.file).map((each) => ({ start: each.start, end: Math.max(each.end, each.start + 1), title: each.message, name: `mark ${each.severity}` })),
  ];
  return h("div", { class: "source", tabindex: 0, role: "region", "aria-label": `Source of ${view.file}` },
    h("ol", {}, lines(view.source).map(([start, text], at) => line(at + 1, start, text, ranges))));
}

function tokens(source) {
  const found = [];
  for (const match of source.matchAll(TOKEN)) {
    const { liquid, string, colon, word } = match.groups;
    if (liquid) found.push({ start: match.index, end: match.index + liquid.length, name: "liquid" });
    if (word) found.push({ start: match.index, end: match.index + word.length, name: "word" });
    if (!string) continue;
    found.push({ start: match.index, end: match.index + string.length, name: colon === undefined ? "string" : "key" });
    for (const inner of string.matchAll(INNER)) {
      const start = match.index + inner.index;
      found.push({ start, end: start + inner[0].length, name: "liquid" });
    }
  }
  return found;
}

function lines(source) {
  let start = 0;
  return source.split(/(?<=\n|\r(?!\n))/).map((text) => {
    const found = [start, text];
    start += text.length;
    return found;
  });
}

function line(number, start, text, ranges) {
  const end = start + text.length;
  const here = ranges.filter((each) => each.start < end && each.end > start);
  const cuts = new Set([start, end]);
  for (const each of here) {
    cuts.add(Math.max(each.start, start));
    cuts.add(Math.min(each.end, end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const parts = sorted.slice(1).map((to, at) => segment(text.slice(sorted[at] - start, to - start), sorted[at], here));
  return h("li", { "data-line": number, "data-start": start }, h("span", { class: "number", "aria-hidden": "true" }, number), h("code", {}, parts));
}

function segment(text, at, ranges) {
  const over = ranges.filter((each) => each.start <= at && each.end > at);
  if (over.length === 0) return text;
  const title = [...new Set(over.map((each) => each.title).filter(Boolean))].join("\n");
  return h("span", { class: over.map((each) => each.name).join(" "), title: title || null }, text);
}

function hover(read) {
  if (read.value === undefined) return `${read.path}: missing`;
  return `${read.path} = ${JSON.stringify(read.value)}`.slice(0, 400);
}

export function jump(offset) {
  const all = [...document.querySelectorAll(".source li")];
  const target = all.findLast((each) => Number(each.dataset.start) <= offset);
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  for (const each of all) each.classList.toggle("jumped", each === target);
}
