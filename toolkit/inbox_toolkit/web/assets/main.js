// The page: what to load, what to draw, what each control does. Start reading here.

import * as api from "./api.js";
import { caseId, inboxView } from "./case.js";
import { diffView } from "./diff.js";
import { act, h, listen, note, on, show } from "./dom.js";
import * as finder from "./finder.js";
import { frameView, onTold, tellFrame } from "./frames.js";
import { listPane, reveal, visibleTemplates } from "./list.js";
import { follow } from "./live.js";
import { matrixView } from "./matrix.js";
import { problemsPane } from "./problems.js";
import { openSend } from "./send.js";
import { jump, sourcePane } from "./source.js";
import { address, choose, chosen, isChosen, read, row, settle, world } from "./state.js";
import { VIEWS, topPane } from "./top.js";
import { jsonTree } from "./tree.js";
import { split, variablesPane } from "./variables.js";

const SIDES = [["variables", "Variables"], ["source", "Source"], ["json", "JSON"]];
const REPLACE = { replace: true };
const BETWEEN = 100; // ms between two looks at every case
const FRAME = 25; // ms: one at 60 Hz with its paint
const PATIENCE = 150; // ms; nobody sees a wait that is shorter
const pane = (id) => document.getElementById(id);
let asked = 0;
let late = 0;
let reloading = 0; // the timer of asking for every case once more
let drawing = 0; // the timer of a drawing that waits for the message's frame

// --- drawing ---------------------------------------------------------------------------------

function draw() {
  clearTimeout(drawing);
  drawing = 0;
  if (!world.overview) return;
  const here = row();
  document.title = here ? `${here.errors ? "✕ " : ""}${here.name} · ${world.overview.project}` : world.overview.project;
  show(pane("list"), listPane());
  show(pane("top"), topPane());
  show(pane("message"), messagePane());
  show(pane("inspector"), here ? inspectorPane() : null);
  show(pane("problems"), problemsPane(world.view));
  if (world.view) tellFrame(world.view);
}

// The message alone, so that it is in the very next frame; the panes around it follow behind that.
function drawMessage() {
  show(pane("message"), messagePane());
  tellFrame(world.view);
  drawing ||= setTimeout(draw, FRAME);
}

function messagePane() {
  if (world.overview.templates.length === 0) return emptyProject();
  const view = world.view;
  if (!view) return note("Rendering…");
  const body = {
    inbox: () => inboxView(view), matrix: matrixView, diff: diffView,
    visual: () => frameView("visual", view), own: () => frameView("own", view), json: () => jsonTree(view),
  }[chosen.view] ?? (() => inboxView(view));
  return [view.failure && chosen.view !== "matrix" && failureNote(view), body()];
}

function failureNote({ failure, stale }) {
  return h("div", { class: "failure", role: "alert", key: "failure" },
    h("strong", {}, failure.message),
    failure.file && h("button", { class: "plain", do: "source", arg: failure.start }, `${failure.file}:${failure.line}:${failure.column}`),
    failure.help && h("p", {}, failure.help),
    stale && h("p", { class: "quiet" }, "Below: the last good render."));
}

function emptyProject() {
  return h("div", { class: "empty" }, h("h2", {}, "Nothing to show yet"),
    h("p", {}, "Three commands fill this page:"),
    h("pre", {}, "inbox new order_shipped\ninbox validate\ninbox send order_shipped --to me --dry-run"));
}

function inspectorPane() {
  const view = world.view;
  const body = { variables: variablesPane, source: sourcePane, json: jsonTree }[chosen.side] ?? variablesPane;
  return [
    h("div", { class: "tabs", role: "tablist", "aria-label": "Inspector" }, SIDES.map(([name, label]) =>
      h("button", { role: "tab", "aria-selected": String(chosen.side === name), "aria-controls": "side", do: "side", arg: name }, label))),
    h("div", { id: "side", role: "tabpanel", "aria-label": chosen.side, key: `side ${chosen.side}` }, view && body(view)),
  ];
}

function say(text) {
  pane("say").textContent = text;
}

// --- loading ---------------------------------------------------------------------------------

async function load() {
  const mine = ++asked;
  clearTimeout(reloading);
  reloading = 0;
  if (!row()) return draw();
  try {
    const wanted = [api.caseView(chosen)];
    if (chosen.view === "matrix") wanted.push(api.matrix(chosen));
    if (chosen.view === "diff") wanted.push(api.diff(chosen));
    const [view, extra] = await Promise.all(wanted);
    if (mine !== asked) return;
    clearTimeout(late);
    world.view = view;
    if (chosen.view === "matrix") world.matrix = extra;
    if (chosen.view === "diff") world.diff = extra;
  } catch (error) {
    if (mine !== asked) return;
    if (error.answered) say(error.message);
    else return;
    if (world.view?.template !== chosen.template) world.view = null;
  }
  draw();
  reveal();
}

async function start() {
  if (api.isStatic) chosen.template = api.writtenTemplate;
  world.overview = await api.overview();
  if (world.overview.epoch < world.epoch) return start(); // an update overtook the answer
  settle();
  await load();
}

function merge(update) {
  const { overview } = world;
  if (update.epoch !== overview.epoch + 1) return start();
  const rows = new Map(overview.templates.map((each) => [each.name, each]));
  for (const each of update.templates) rows.set(each.name, each);
  const before = row()?.verdict;
  Object.assign(overview, update.overview, { epoch: update.epoch, templates: update.order.map((name) => rows.get(name)).filter(Boolean) });
  overview.data = api.dataOf(overview.templates);
  settle();
  if (before !== row()?.verdict) say(`${chosen.template}: ${row()?.verdict}`);
  const view = update.views.find(fits);
  if (view) {
    world.view = view;
    asked++; // an answer still on its way is older than this
  } else if (update.templates.some((each) => each.name === chosen.template) || !world.view) {
    return load();
  }
  const hurried = view && update.templates.length === 0; // nothing is judged yet
  if (hurried) drawMessage();
  else draw();
  if (chosen.view === "diff") load();
  const touched = update.templates.some((each) => chosen.every || each.name === chosen.template);
  if (chosen.view === "matrix" && touched) reloading ||= setTimeout(load, BETWEEN);
}

const fits = (view) => chosen.set.length === 0 && isChosen(view);

function go(change, options) {
  const other = change.template && change.template !== chosen.template;
  if (other && api.isStatic) return location.assign(world.overview.pages[change.template] + address({ ...change, template: "" }));
  choose(other ? { set: [], failing: "", ...change } : change, options);
  settle();
  load();
  if (other) leave();
  else draw();
  reconnect();
}

// The message of before stays until the next is there, unless that takes its time.
function leave() {
  clearTimeout(late);
  late = setTimeout(() => {
    world.view = null;
    draw();
  }, PATIENCE);
  show(pane("list"), listPane());
  show(pane("top"), topPane());
}

// --- controls --------------------------------------------------------------------------------

for (const what of ["template", "profile", "data", "language", "view"]) on(what, (value) => go({ [what]: value }));
on("side", (side) => go({ side }, REPLACE));
on("against", (against) => go({ against }, REPLACE));
for (const what of ["failing", "every"]) on(what, () => go({ [what]: chosen[what] ? "" : "1" }, REPLACE));
on("case", (names) => {
  const [template, language, profile, data] = JSON.parse(names);
  go({ template, language, profile, data, view: "inbox", set: [] });
});
on("filter", (filter) => {
  choose({ filter }, REPLACE);
  draw();
});
on("find", (text) => say(finder.find(text)));
on("go", (change) => {
  finder.close();
  go(JSON.parse(change));
});
on("set", (value, input) => {
  const path = input.dataset.path;
  const others = chosen.set.filter((each) => split(each)[0] !== path);
  go({ set: [...others, `${path}=${value}`] }, REPLACE);
});
on("forget", () => go({ set: [] }, REPLACE));
on("save-fixture", async (_, form) => {
  const name = form.elements.name.value.trim();
  await attempt(async () => {
    let { saved } = await saveFixture(name, false);
    if (!saved && confirm(`There is a fixture ${name} already. Write over it?`)) ({ saved } = await saveFixture(name, true));
    if (saved) {
      say(`Saved ${saved.files.join(", ")}`);
      world.overview = await api.overview(); // knows the new file, or an update on its way would unchoose it
      choose({ set: [], profile: saved.profile ?? chosen.profile, data: saved.data ?? chosen.data }, REPLACE);
      load();
    }
  });
});
const saveFixture = (name, replace) => api.tell("fixture", { name, replace, case: { template: chosen.template, profile: chosen.profile, data: chosen.data, set: chosen.set } });

on("source", (start) => showPlace(Number(start)));
on("problem", (argument) => {
  const [file, start, label] = JSON.parse(argument);
  const [profile, data] = label.split(" × ");
  if (data !== undefined) choose({ profile, data: data === "none" ? "" : data });
  const owner = world.overview.templates.find((each) => each.file === file);
  if (owner) choose({ template: owner.name });
  settle();
  showPlace(start);
});
async function showPlace(start) {
  choose({ side: "source" }, REPLACE);
  await load();
  jump(start);
}

on("bell", () => {
  world.panel = !world.panel;
  draw();
});
on("open-message", () => {
  const id = caseId();
  if (!world.opened.delete(id)) world.opened.add(id);
  draw();
});
on("edit", () => attempt(async () => {
  const line = Number(document.querySelector(".source .jumped")?.dataset.line ?? 1);
  const { url } = await api.tell("edit", { file: world.view.file, line });
  if (url) location.href = url;
}));
on("send", () => world.overview.send.ready && openSend());
on("help", () => finder.openKeys());
on("wide", () => pane("app").classList.toggle("wide"));
on("theme", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  if (world.view) tellFrame(world.view);
});

async function attempt(what) {
  try {
    await what();
  } catch (error) {
    finder.open("Problem", h("p", { role: "alert" }, error.message), error.help && h("p", { class: "quiet" }, error.help),
      h("form", { method: "dialog" }, h("button", { class: "chip" }, "Close")));
  }
}

// --- keys ------------------------------------------------------------------------------------

function step(by) {
  const names = visibleTemplates().map((each) => each.name);
  const next = names[names.indexOf(chosen.template) + by];
  if (next) go({ template: next });
}

function stepCase(by) {
  const { profiles, data } = world.overview;
  const pairs = profiles.flatMap((profile) => (data[chosen.template]?.length ? data[chosen.template] : [""]).map((name) => [profile, name]));
  const at = pairs.findIndex(([profile, name]) => profile === chosen.profile && name === chosen.data);
  const next = pairs[(at + by + pairs.length) % pairs.length];
  if (next) go({ profile: next[0], data: next[1] });
}

const SHORTCUTS = {
  j: () => step(1), k: () => step(-1), "[": () => stepCase(-1), "]": () => stepCase(1), m: () => go({ view: "matrix" }),
  v: () => go({ side: "variables" }), c: () => go({ side: "source" }), o: () => go({ side: "json" }),
  e: () => act("edit"), s: () => act("send"), t: () => act("theme"), w: () => act("wide"), "?": () => finder.openKeys(),
  "/": () => pane("search").focus(),
};

addEventListener("keydown", (event) => {
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    finder.openFinder();
    return;
  }
  if (finder.isOpen()) {
    if (finder.finderKey(event.key)) event.preventDefault();
    return;
  }
  const tab = event.target.closest?.("[role=tab]");
  const beside = tab && { ArrowLeft: tab.previousSibling, ArrowRight: tab.nextSibling }[event.key];
  beside?.focus();
  beside?.click();
  if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
  const view = VIEWS[Number(event.key) - 1];
  const shortcut = view ? () => go({ view: view[0] }) : SHORTCUTS[event.key];
  if (!shortcut || !world.overview) return;
  event.preventDefault();
  shortcut();
});

addEventListener("popstate", () => {
  Object.assign(chosen, read(location.search));
  settle();
  load();
});

// --- the connection --------------------------------------------------------------------------

const onScreen = () => JSON.stringify({ template: chosen.template, profile: chosen.profile, data: chosen.data, language: chosen.language });
let counting = 0;
let follows = "";

const restart = follow({
  watching: () => (follows = onScreen()),
  onHello: ({ epoch, run }) => {
    const returned = world.link === "lost";
    if (world.run && world.run !== run) return location.reload();
    world.run = run;
    world.link = "live";
    clearInterval(counting);
    if (returned) say("Connected again");
    world.epoch = epoch;
    if (world.overview && world.overview.epoch !== epoch) start();
    else if (returned || world.view) draw(); // the first drawing is of everything at once
  },
  onUpdate: (update) => {
    world.epoch = update.epoch;
    if (world.overview) merge(api.oldUpdate(update));
  },
  onLost: (since) => {
    world.link = "lost";
    world.lost = since;
    clearInterval(counting);
    counting = setInterval(draw, 1000);
    draw();
  },
});

function reconnect() {
  if (follows && follows !== onScreen()) restart();
}

listen(document);
onTold(draw);
start().catch((error) => show(pane("message"), h("p", { class: "pad", role: "alert" }, error.message)));
