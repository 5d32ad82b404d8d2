// Views drawn by other people's code, each in a frame of its own that can reach nothing here.

import { h, note } from "./dom.js";
import { frameDocument } from "./api.js";
import { world } from "./state.js";

export function frameView(kind, view) {
  const { frames } = world.overview;
  if (!frames[kind]) return note(frames.why[kind]);
  if (!view.message) return note("This case renders no message.");
  const { type } = view.message;
  if (kind === "visual" && !Array.isArray(world.overview.visual.templates[type])) {
    return note(`There is no visual template “${type}”: the inbox would show an empty row. Set "type" to one of: ${Object.keys(world.overview.visual.templates).filter((each) => each[0] !== "$").join(", ")}`);
  }
  const held = frameDocument(kind);
  const from = held ? { srcdoc: held } : { src: `/frame/${kind}?v=${frames.epoch}` };
  const modes = kind === "visual" ? ["light", "dark"] : ["light"];
  return h("div", { class: `frames${view.stale ? " stale" : ""}`, key: `frames ${kind} ${frames.epoch}` },
    modes.map((mode) => h("figure", { key: mode },
      kind === "visual" && h("figcaption", { class: "quiet" }, mode),
      h("iframe", { ...from, name: mode, sandbox: "allow-scripts", title: `${kind} ${mode}`, keep: true, frame: kind }))),
    elsewhere > 0 && h("p", { class: "quiet note", key: "elsewhere" }, `${elsewhere === 1 ? "A picture is" : `${elsewhere} pictures are`} not loaded here: nothing leaves this machine. A box of the same size says where it is.`),
    h("ul", { class: "told quiet", "aria-label": "What the message did" }, told.slice(-5).map((each) => h("li", {}, each))));
}

const told = [];
let elsewhere = 0; // pictures of the message that only its recipient's device loads
let redraw = () => {};

export function onTold(draw) {
  redraw = draw;
}

// Draws the message anew in every frame, unless that is what they show: what the person did there stays.
export function tellFrame(view) {
  const { visual } = world.overview;
  if (shown.view === view && shown.visual === visual) return;
  shown = { view, visual };
  for (const frame of document.querySelectorAll("iframe[data-frame]")) send(frame.contentWindow);
}

let shown = {};

function send(frame) {
  const { message, messages } = world.view;
  frame?.postMessage({ message, messages, visual: world.overview.visual, now: world.overview.now }, "*");
}

addEventListener("message", ({ source, data }) => {
  const frame = [...document.querySelectorAll("iframe[data-frame]")].find((each) => each.contentWindow === source);
  if (!frame || typeof data !== "object" || !data) return;
  if (data.ready && world.view) send(source);
  if (Number.isFinite(data.height)) frame.style.height = `${Math.min(Math.max(data.height, 40), 4000)}px`;
  if (Number.isFinite(data.elsewhere) && data.elsewhere !== elsewhere) {
    elsewhere = data.elsewhere;
    redraw();
  }
  if (typeof data.told === "string") {
    told.push(data.told.slice(0, 300));
    redraw();
  }
});
