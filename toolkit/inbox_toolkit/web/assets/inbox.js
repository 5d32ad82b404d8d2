// Messages as an inbox shows them: a bell with its count, a panel, one message among others.
// Sizes are those of the vendor's own inbox: bell 56, badge 20, panel 400 x 600.

import { h, svg } from "./dom.js";

const TITLES = ["title", "subject", "headline", "name"];
const BODIES = ["body", "message", "text", "description"];
const LINKS = ["link", "url", "href", "deeplink"];
const IMAGES = ["image", "image_url", "imageUrl", "icon", "media"];
const AGO = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

// Rows are messages: { id, properties, at, opened, here, action, arg }; `now` is in milliseconds.
export function inboxPanel(rows, { now, open = true, stale = false }) {
  const unopened = rows.filter((each) => !each.opened).length;
  return h("div", { class: `stage${stale ? " stale" : ""}`, key: "stage" },
    h("div", { class: `panel${open ? "" : " shut"}`, role: "region", "aria-label": "Notifications", key: "panel" },
      h("ul", {}, rows.map((each) => messageRow(each, now)))),
    h("button", { class: "bell", do: "bell", "aria-expanded": String(open), "aria-label": `Notifications, ${unopened} unread` },
      bell(), unopened > 0 && h("span", { class: "unread" }, String(unopened))));
}

function messageRow({ id, properties, at, opened, here, action, arg }, now) {
  return h("li", { class: `row${opened ? " opened" : ""}${here ? " this" : ""}`, key: id },
    h("button", { do: action, arg },
      !opened && h("span", { class: "hidden" }, "Unread: "), card(properties, { when: ago(at, now) })));
}

// The card, also used in small by the matrix. All of it is text.
export function card(properties, { when = "" } = {}) {
  const title = pick(properties, TITLES);
  const body = pick(properties, BODIES);
  const link = pick(properties, LINKS) || properties?.messageAction?.action;
  const image = pick(properties, IMAGES);
  return h("div", { class: "card" },
    image && picture(image),
    h("div", { class: "words", dir: "auto" },
      h("div", { class: "line" }, h("strong", { glow: true }, title || "(no title)"), when && h("time", { dir: "ltr" }, when)),
      body && h("p", { dir: "auto", glow: true }, body),
      link && typeof link === "string" && h("span", { class: "link", title: link }, host(link))));
}

function picture(source) {
  if (/^data:image\//.test(source)) return h("img", { src: source, alt: "" });
  return h("span", { class: "picture", title: `${source}\nImages from elsewhere are not loaded here.`, role: "img", "aria-label": "Image" }, "▧");
}

function pick(properties, names) {
  for (const name of names) {
    const value = properties?.[name];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return "";
}

function host(link) {
  try {
    const url = new URL(link);
    return url.host ? url.host + (url.pathname.length > 1 ? url.pathname : "") : link;
  } catch {
    return link;
  }
}

export function ago(when, now) {
  const seconds = Math.round((now - Date.parse(when)) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return AGO.format(-Math.round(seconds / size), unit);
  }
  return "now";
}

function bell() {
  return svg("svg", { viewBox: "0 0 24 24", width: 24, height: 24, "aria-hidden": "true" },
    svg("path", { d: "M18 8a6 6 0 1 0-12 0c0 7-3 9-3 9h18s-3-2-3-9M10.3 21a2 2 0 0 0 3.4 0", fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" }));
}
