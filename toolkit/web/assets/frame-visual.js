// Inside the Visual frame: the vendor's renderer draws the message; actions are told, not done.

import { register } from "/assets/vendor/jist/jist-element.js";

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const mode = new URLSearchParams(location.search).get("mode") ?? "light";
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

register();
document.documentElement.dataset.mode = mode;

addEventListener("message", ({ source, data }) => {
  if (source !== parent || !data?.message) return;
  const { message, visual, now } = data;
  const element = document.createElement("jist-template");
  element.setAttribute("mode", mode);
  element.templates = visual.templates;
  element.theme = visual.theme;
  element.formatDate = (when) => ago(when, Date.parse(now));
  element.onAction = (event) => tell(`${mode}: ${event.component} ${event.name} ${JSON.stringify(event.data ?? null)}`);
  element.data = message.properties;
  element.template = message.type;
  document.body.replaceChildren(element);
  parent.postMessage({ height: document.documentElement.offsetHeight + 2 }, "*");
});

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
