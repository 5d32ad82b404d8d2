// Views drawn by other people's code, each in a frame of its own that can reach nothing here.

import { h } from "./dom.js";
import { isStatic } from "./api.js";
import { world } from "./state.js";

export function frameView(kind, view) {
  const { frames } = world.overview;
  if (isStatic || !frames[kind]) return h("p", { class: "quiet pad" }, isStatic ? "This view needs the running preview." : frames.why[kind]);
  if (!view.message) return h("p", { class: "quiet pad" }, "This case has not rendered since the preview started.");
  const { type } = view.message;
  if (kind === "visual" && !Array.isArray(world.overview.visual.templates[type])) {
    return h("p", { class: "quiet pad" }, `There is no visual template “${type}”: the inbox would show an empty row. Set "type" to one of: ${Object.keys(world.overview.visual.templates).filter((each) => each[0] !== "$").join(", ")}`);
  }
  const modes = kind === "visual" ? ["light", "dark"] : ["light"];
  return h("div", { class: `frames${view.stale ? " stale" : ""}`, key: `frames ${kind} ${frames.epoch}` },
    modes.map((mode) => h("figure", { key: mode },
      kind === "visual" && h("figcaption", { class: "quiet" }, mode),
      h("iframe", { src: `/frame/${kind}?mode=${mode}&v=${frames.epoch}`, sandbox: "allow-scripts", title: `${kind} ${mode}`, keep: true, frame: kind }))),
    h("ul", { class: "told quiet", "aria-label": "What the message did" }, told.slice(-5).map((each) => h("li", {}, each))));
}

const told = [];
let redraw = () => {};

export function onTold(draw) {
  redraw = draw;
}

export function tellFrame(view) {
  for (const frame of document.querySelectorAll("iframe[data-frame]")) {
    frame.contentWindow?.postMessage({ message: view.message, visual: world.overview.visual, now: world.overview.now }, "*");
  }
}

addEventListener("message", ({ source, data }) => {
  const frame = [...document.querySelectorAll("iframe[data-frame]")].find((each) => each.contentWindow === source);
  if (!frame || typeof data !== "object" || !data) return;
  if (data.ready && world.view) tellFrame(world.view);
  if (Number.isFinite(data.height)) frame.style.height = `${Math.min(Math.max(data.height, 40), 4000)}px`;
  if (typeof data.told === "string") {
    told.push(data.told.slice(0, 300));
    redraw();
  }
});
