// What the sandbox's page draws: deliveries, one of them in its person's inbox, what is known of it.
// Everything shown came from a request, so everything is set as text.

import { badge, count, h } from "./dom.js";
import { frameView } from "./frames.js";
import { inboxPanel } from "./inbox.js";
import { problemLine } from "./problems.js";
import { world } from "./state.js";
import { connection, tool } from "./top.js";
import { valueTree } from "./tree.js";

export const VIEWS = [["inbox", "Inbox"], ["visual", "Visual"], ["own", "Own"]];
export const SIDES = [["request", "Request"], ["rendered", "Rendered"], ["json", "JSON"], ["events", "Events"]];
const STATES = [["", "every state"], ["failed", "failed"], ["sent", "sent"], ["drafted", "drafts"]];

// --- the list --------------------------------------------------------------------------------

export function listPane({ chosen, rows, here, more, most }) {
  const { people, kept } = world.overview;
  return [
    h("div", { class: "choices", key: "choices" },
      choice("state", "Show", STATES, chosen.state),
      choice("person", "Inbox of", [["", "whoever got it"], ...people.map((each) => [each.cioId, each.name ? `${each.label} (${each.name})` : each.label])], chosen.person)),
    h("ul", { class: "rows", key: "rows" }, rows.map((each) => row(each, here)),
      more && h("li", { key: "more" }, h("button", { class: "chip more", do: "more" }, "Earlier ones"))),
    most && h("p", { class: "quiet pad" }, `The newest ${rows.length.toLocaleString("en")} are listed: choose a state or a person for older ones.`),
    rows.length === 0 && kept > 0 && h("p", { class: "quiet pad" }, "No such delivery."),
    h("p", { class: "summary quiet" }, kept === 1 ? "1 delivery kept" : `${kept.toLocaleString("en")} deliveries kept`),
  ];
}

function choice(name, label, options, value) {
  return h("label", {}, h("span", { class: "quiet" }, label),
    h("select", { change: name, "data-value": value }, options.map(([each, text]) => h("option", { value: each, selected: each === value }, text))));
}

function row(each, here) {
  return h("li", { key: each.deliveryId },
    h("a", { href: "#", do: "delivery", arg: each.deliveryId, "aria-current": each.deliveryId === here && "page", title: `${each.template} to ${each.person}` },
      badge(verdict(each), stateOf(each)),
      h("span", { class: "words" },
        h("span", { class: "name" }, each.template),
        h("span", { class: "tag", dir: "auto" }, each.failure ?? each.person)),
      h("time", { class: "tag" }, clock(each.queuedAt))));
}

export function stateOf({ state, isClean: clean }) {
  return state === "sent" && !clean ? "sent, with findings" : state;
}

function verdict({ state, isClean: clean }) {
  return { failed: "error", sent: clean ? "clean" : "warning" }[state] ?? "waiting";
}

function clock(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString();
}

// --- the line above --------------------------------------------------------------------------

export function topPane({ chosen, delivery }) {
  return [
    delivery
      ? h("h1", { title: delivery.deliveryId }, badge(verdict(delivery), stateOf(delivery)), " ", delivery.template, h("span", { class: "quiet" }, " → "), h("span", { dir: "auto" }, delivery.person))
      : h("h1", {}, `Sandbox of ${world.overview.project}`),
    tabs("Views", VIEWS, chosen.view, "view", "message"),
    h("div", { class: "tools" }, connection(),
      tool("wide", "w", "Message only", "⤢"), tool("theme", "t", "Light or dark", "◐"), tool("help", "?", "Keys", "?")),
  ];
}

function tabs(label, names, current, action, controls) {
  return h("div", { class: "tabs", role: "tablist", "aria-label": label }, names.map(([name, text]) =>
    h("button", { role: "tab", do: action, arg: name, "aria-selected": String(current === name), "aria-controls": controls }, text)));
}

// --- the message -----------------------------------------------------------------------------

export function messagePane({ chosen, delivery, inbox }) {
  if (!delivery && !inbox) return world.overview.kept === 0 ? nothingSent() : h("p", { class: "quiet pad" }, "Choose a delivery, or somebody's inbox.");
  return [
    delivery && delivery.state !== "sent" && note(delivery),
    chosen.view === "inbox" ? inboxView(inbox, delivery) : drawn(chosen.view, delivery),
  ];
}

function nothingSent() {
  return h("div", { class: "empty" }, h("h2", {}, "Nothing has been sent yet"),
    h("p", {}, "Point a client here, with any key, and send:"),
    h("pre", {}, `CIO_API_URL=${location.origin}\nCUSTOMERIO_APP_API_KEY=sandbox`));
}

const WAITING = { drafted: "This is a draft: it waits to be sent by hand.", queued: "Taken, and not rendered yet." };

function note({ state, failure, findings }) {
  if (state !== "failed") return h("p", { class: "quiet pad", key: "waiting" }, WAITING[state] ?? state);
  const place = findings.find((each) => each.severity === "error");
  return h("div", { class: "failure", role: "alert", key: "failure" }, h("strong", {}, failure),
    place && h("span", { class: "quiet" }, `${place.file}:${place.line}:${place.column}`),
    place?.help && h("p", {}, place.help));
}

function inboxView(inbox, delivery) {
  if (inbox.messages.length === 0) return h("p", { class: "quiet pad", key: "none" }, "Nothing is in the inbox of ", h("bdi", {}, inbox.person), ".");
  const rows = inbox.messages.map(({ messageId, deliveryId, properties, sentAt, opened }) => ({
    id: messageId, properties, at: sentAt, opened, here: deliveryId === delivery?.deliveryId, action: "delivery", arg: deliveryId }));
  return [
    h("p", { class: "quiet pad", key: "whose" }, `${count(rows.length, "message")} in the inbox of `, h("bdi", {}, inbox.person), `, ${rows.filter((each) => !each.opened).length} unread`),
    inboxPanel(rows, { now: Date.parse(world.overview.now), open: world.panel }),
  ];
}

function drawn(kind, delivery) {
  if (!delivery?.message) return h("p", { class: "quiet pad" }, "There is no message to draw.");
  return frameView(kind, delivery);
}

// --- what is known of it ---------------------------------------------------------------------

export function inspectorPane({ chosen, delivery }) {
  if (!delivery) return null;
  const body = { request: requestSide, rendered: renderedSide, json: jsonSide, events: eventsSide }[chosen.side];
  return [
    tabs("Inspector", SIDES, chosen.side, "side", "side"),
    h("div", { id: "side", role: "tabpanel", tabindex: 0, "aria-label": chosen.side, key: `side ${chosen.side}` }, body(delivery)),
  ];
}

function requestSide({ request }) {
  return valueTree(request);
}

function renderedSide({ text }) {
  return text ? h("pre", { class: "rendered", dir: "auto" }, text) : h("p", { class: "quiet pad" }, "Nothing was rendered.");
}

function jsonSide({ message }) {
  return message ? valueTree(message.properties) : h("p", { class: "quiet pad" }, "Nothing was delivered.");
}

function eventsSide({ deliveryId: id, identifiers, queuedAt: queued, metrics, message }) {
  const times = Object.entries(metrics).sort(([, a], [, b]) => a - b).map(([name, at]) => [name, clock(at)]);
  const facts = [
    ["delivery", id],
    ...Object.entries(identifiers).filter(([, value]) => value !== null),
    ["queued", clock(queued)], ...times,
    ...(message ? [["type", message.type || "none"], ["topics", message.topics.join(", ") || "none"], ["expires", message.expiresAt ? new Date(message.expiresAt).toLocaleString() : "never"]] : []),
  ];
  return h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", { class: "quiet" }, name), h("dd", { dir: "auto" }, value)]));
}

export function problemsPane({ delivery }) {
  const { trouble } = world.overview;
  const found = delivery?.findings ?? [];
  return [
    trouble && h("p", { class: "trouble", role: "alert", key: "trouble" }, `The project cannot be read as it is now: ${trouble}`),
    h("ul", { key: "found" }, found.map((each) => h("li", {}, h("div", { class: "problem" }, problemLine(each)), each.help && h("p", { class: "help quiet" }, each.help)))),
    delivery && found.length === 0 && h("p", { class: "quiet alright", key: "alright" }, delivery.state === "sent" ? "✓ Rendered clean." : "No finding."),
  ];
}
