// Inside the Visual frame: the vendor's renderer draws the message; actions are told, not done.

import { register } from "/assets/vendor/jist/jist-element.js";

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
let mode = "light"; // the page names each frame after its mode, and says when that changes
let latest = null;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

register();
setMode(window.name);

addEventListener("message", ({ source, data }) => {
  if (source !== parent || !data) return;
  setMode(data.mode);
  latest = data.message ? data : latest;
  if (latest) draw(latest);
});

function setMode(wanted) {
  if (wanted !== "light" && wanted !== "dark") return;
  mode = wanted;
  document.documentElement.dataset.mode = mode;
}

function draw({ message, visual, now }) {
  const element = document.createElement("jist-template");
  element.setAttribute("mode", mode);
  element.templates = visual.templates;
  element.theme = visual.theme;
  element.formatDate = (when) => ago(when, Date.parse(now));
  element.onAction = (event) => tell(`${mode}: ${event.component} ${event.name} ${JSON.stringify(event.data ?? null)}`);
  element.data = message.properties;
  element.template = message.type;
  document.body.replaceChildren(element);
  const pictures = [...element.querySelectorAll("img[data-elsewhere]")];
  for (const each of pictures) each.replaceWith(standIn(each));
  parent.postMessage({ height: document.documentElement.offsetHeight + 2, elsewhere: pictures.length }, "*");
}

// Nothing is loaded from elsewhere: a picture's address is kept aside before it is asked for.
Object.defineProperty(HTMLImageElement.prototype, "src", {
  set(address) {
    this.setAttribute(/^data:/i.test(address) ? "src" : "data-elsewhere", address);
  },
});

// A box of the size that the template declares; one without a height is as high as most pictures.
function standIn({ style, alt, dataset }) {
  const box = document.createElement("span");
  const { width, height, borderRadius } = style;
  box.className = "elsewhere";
  Object.assign(box.style, { width: width || (height ? "auto" : "100%"), height, borderRadius, aspectRatio: width && height ? "" : "16 / 9" });
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", `${alt || "Picture"}, not loaded: ${dataset.elsewhere}`);
  box.title = dataset.elsewhere;
  for (const text of [alt, size(width, height), dataset.elsewhere]) {
    if (text) box.append(Object.assign(document.createElement("span"), { textContent: text }));
  }
  return box;
}

function size(width, height) {
  return width || height ? `${width || "auto"} × ${height || "auto"}` : "no size declared";
}

function ago(when, now) {
  const seconds = Math.round((Date.parse(when) - now) / 1000);
  if (Number.isNaN(seconds)) return when;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  }
  return relative.format(seconds, "second");
}

function tell(told) {
  parent.postMessage({ told }, "*");
}

addEventListener("error", (event) => tell(`error: ${event.message}`));
parent.postMessage({ ready: true }, "*");
