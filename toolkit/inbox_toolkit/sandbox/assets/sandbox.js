// The page of the sandbox: what to load, what each control does. What it draws is in panes.js.

import { oldFrames } from "./api.js";
import { act, listen, on, show } from "./dom.js";
import * as finder from "./finder.js";
import { onTold, tellFrame } from "./frames.js";
import { follow } from "./live.js";
import { SIDES, VIEWS, inspectorPane, listPane, messagePane, problemsPane, stateOf, topPane } from "./panes.js";
import { world } from "./state.js";

const PAGE = 50;
const MOST = 1000; // the server lists no more at once
const DEFAULTS = { delivery: "", person: "", state: "", view: "inbox", side: "request" };
const KEYS = [
  ["j, k", "next and previous delivery"], ["n", "follow the newest delivery"], ["1 – 3", "views"],
  ["r, o, c, e", "request, rendered text, JSON, events"], ["t", "light or dark"], ["w", "message only"], ["?", "this list"],
];

// `delivery` empty follows the newest one; all of `chosen` is in the address.
const screen = { chosen: read(), rows: [], delivery: null, inbox: null, here: "", more: false, most: false };
const pane = (id) => document.getElementById(id);
let shown = PAGE;

function read() {
  const query = new URLSearchParams(location.search);
  const found = Object.fromEntries(Object.entries(DEFAULTS).map(([name, usual]) => [name, query.get(name) ?? usual]));
  if (!VIEWS.some(([name]) => name === found.view)) found.view = DEFAULTS.view;
  if (!SIDES.some(([name]) => name === found.side)) found.side = DEFAULTS.side;
  return found;
}

function choose(change) {
  Object.assign(screen.chosen, change);
  const query = new URLSearchParams(Object.entries(screen.chosen).filter(([name, value]) => value !== DEFAULTS[name]));
  const address = query.size ? `?${query}` : location.pathname;
  if (address !== location.search) history.pushState(null, "", address);
  return load();
}

// --- loading ---------------------------------------------------------------------------------

async function ask(path) {
  const answer = await fetch(`/sandbox/${path}`, { cache: "no-store" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  const { row, frames, ...rest } = await answer.json();
  return { ...rest, ...row, ...(frames && oldFrames(frames)) };
}

let loading = null;
let again = false;

// However many changes come while an answer is on its way, one more question follows it.
function load() {
  again = loading !== null;
  loading ??= loadNow().catch((error) => say(error.message)).finally(() => {
    loading = null;
    if (again) load();
  });
  return loading;
}

async function loadNow() {
  const { person, state, delivery } = screen.chosen;
  const [overview, list] = await Promise.all([
    ask("overview"),
    ask(`deliveries?${new URLSearchParams({ limit: shown, metric: state, person })}`),
  ]);
  const here = delivery || list.deliveries[0]?.deliveryId || "";
  const found = here ? await ask(`deliveries/${encodeURIComponent(here)}`) : null;
  const whose = person || found?.cioId;
  const messages = whose ? (await ask(`inbox/${encodeURIComponent(whose)}`)).messages : null;
  const isNews = found && screen.here && (screen.here !== here ? !delivery : screen.delivery?.state !== found.state);
  if (isNews) say(`${found.template} to ${found.person}: ${stateOf(found)}`);
  if (delivery && !found) say("That delivery is no longer kept.");
  overview.visual = kept(world.overview?.visual, overview.visual);
  world.overview = overview;
  screen.delivery = kept(screen.delivery, found);
  world.view = kept(world.view, found && { ...found, messages }); // an app gets the whole inbox
  Object.assign(screen, {
    here, rows: list.deliveries,
    more: list.deliveries.length >= shown && shown < MOST, most: list.deliveries.length >= MOST,
    inbox: messages && { messages, person: overview.people.find((each) => each.cioId === whose)?.label ?? found?.person ?? whose },
  });
  draw();
}

// What has not changed stays the same object: a frame draws anew what is another one.
function kept(before, now) {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

function draw() {
  if (!world.overview) return;
  const { delivery } = screen;
  document.title = delivery ? `${delivery.state === "failed" ? "✕ " : ""}${delivery.template} · sandbox` : `Sandbox of ${world.overview.project}`;
  show(pane("list"), listPane(screen));
  show(pane("top"), topPane(screen));
  show(pane("message"), messagePane(screen));
  show(pane("inspector"), inspectorPane(screen));
  show(pane("problems"), problemsPane(screen));
  if (delivery?.message) tellFrame(world.view);
}

function say(text) {
  pane("say").textContent = text;
}

// --- controls --------------------------------------------------------------------------------

for (const what of ["delivery", "view", "side"]) on(what, (value) => choose({ [what]: value }));
for (const what of ["person", "state"]) on(what, (value) => choose({ [what]: value, delivery: "" }));
on("more", () => {
  shown = Math.min(shown * 2, MOST);
  load();
});
on("bell", () => {
  world.panel = !world.panel;
  draw();
});
on("wide", () => pane("app").classList.toggle("wide"));
on("theme", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
on("help", () => finder.openKeys(KEYS));

function step(by) {
  const at = screen.rows.findIndex((each) => each.deliveryId === screen.here);
  const next = screen.rows[at + by];
  if (next) choose({ delivery: next.deliveryId });
}

const SHORTCUTS = {
  j: () => step(1), k: () => step(-1), n: () => choose({ delivery: "" }),
  r: () => choose({ side: "request" }), o: () => choose({ side: "rendered" }), c: () => choose({ side: "json" }), e: () => choose({ side: "events" }),
  t: () => act("theme"), w: () => act("wide"), "?": () => act("help"),
};

addEventListener("keydown", (event) => {
  if (finder.isOpen() || event.metaKey || event.ctrlKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
  const view = VIEWS[Number(event.key) - 1];
  const shortcut = view ? () => choose({ view: view[0] }) : SHORTCUTS[event.key];
  if (!shortcut || !world.overview) return;
  event.preventDefault();
  shortcut();
});

addEventListener("popstate", () => {
  screen.chosen = read();
  load();
});

// --- the connection --------------------------------------------------------------------------

let counting = 0;

follow({
  address: "/sandbox/events",
  watching: () => "",
  onHello: () => {
    if (world.link === "lost") say("Connected again");
    world.link = "live";
    clearInterval(counting);
    load();
  },
  onUpdate: load,
  onLost: (since) => {
    world.link = "lost";
    world.lost = since;
    clearInterval(counting);
    counting = setInterval(draw, 1000);
    draw();
  },
});

listen(document);
onTold(draw);
