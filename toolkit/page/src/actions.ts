// Everything that can happen to the page: a choice, an answer of the server, an update it pushed.

import { batch } from "@preact/signals";
import * as api from "./api";
import { isSameCase } from "./cases";
import { link, markLost, refusal } from "./connection";
import { isNarrow, sheet } from "./layout";
import { connect } from "./live";
import { inspectorFolded, lastViewed } from "./preferences";
import { formatSelection, parseSelection, type Selection } from "./selection";
import {
  caseQuery,
  caseView,
  jump,
  matrices,
  overview,
  row,
  selection,
  templateFile,
  unsavedTexts,
  valueToEdit,
} from "./state";
import { toast } from "./ui/toast";
import { type WhatIf, withoutValue, withReset, withValue } from "./what_if";
import type {
  CaseRef,
  CaseView,
  FindingView,
  FixtureEntry,
  Overview,
  Place,
  PreviewEvents,
  Update,
} from "./wire";
import { isIndex, pageOf, written } from "./written";

const REFRESH_MS = 100; // between two looks at every case
const PATIENCE_MS = 150; // nobody sees a wait that is shorter

let asked = 0;
let newest = 0; // epoch of what the page knows
let refreshing = 0;
let clearing = 0;
let reconnect = () => {};
let watched = "";

// --- choosing --------------------------------------------------------------------------------

/** Change the selection, show what it names, and put it into the address. */
export function choose(change: Partial<Selection>, { replace = false } = {}): void {
  const before = selection.value;
  const leaves = change.template !== undefined && change.template !== before.template;
  const fresh = leaves ? { set: [], unset: [], failing: false, language: "" } : {};
  const next = settle({ ...before, ...fresh, ...change });
  if (written && next.template !== written.template) {
    location.href = pageOf(written, next.template, formatSelection({ ...next, template: "" }));
    return;
  }
  setSelection(next, replace);
  if (leaves) leaveTemplate();
  if (needsLoad(before, next)) void load();
  followSelection();
}

/** Open a template: at its first failing case, else at the case on screen if it has that too. */
export function openTemplate(name: string, language = ""): void {
  const known = overview.value;
  const wanted = known?.templates.find((each) => each.name === name);
  if (!known || !wanted) return;
  const failure = wanted.failing.find((each) => each.language === language);
  choose({ template: name, language, ...failure });
}

/** Show a finding: its template, a case that it concerns, and its place in the source. */
export function openFinding(finding: FindingView): void {
  const template = finding.template || selection.value.template;
  const isHere = template === selection.value.template && finding.cases.some(isOnCase);
  if (!isHere) choose({ template, ...finding.cases[0] });
  openPlace(finding.place);
}

const isOnCase = (each: CaseRef) => isSameCase(each, selection.value);

/** Show a place of a file in Source. */
export function openPlace({ file, start, end }: Pick<Place, "file" | "start" | "end">): void {
  jump.value = { file, start, end };
  showInspector();
  choose({ side: "source" }, { replace: true });
}

/** Open Data at a value, with its control focused. */
export function editValue(path: string): void {
  valueToEdit.value = path;
  showInspector();
  choose({ side: "data" }, { replace: true });
}

function showInspector(): void {
  if (isNarrow.value) sheet.value = "inspector";
  else inspectorFolded.value = false;
}

/** Show the next failing case, or the one before. */
export function stepFailing(by: 1 | -1): void {
  const found = row.value?.failing ?? [];
  const at = found.findIndex((each) => isSameCase(each, selection.value));
  const next = found[at < 0 ? 0 : (at + by + found.length) % found.length];
  if (next) choose(next);
}

/** Try a value, as JSON or else as text, without saving it. */
export function setWhatIf(path: string, text: string): void {
  editWhatIf(withValue(selection.value, path, text));
}

/** Try the case without a value. */
export function unsetWhatIf(path: string): void {
  editWhatIf(withoutValue(selection.value, path));
}

/** Give a value back what its file says; without a path, give it back to all. */
export function resetWhatIf(path?: string): void {
  editWhatIf(path ? withReset(selection.value, path) : { set: [], unset: [] });
}

/** Put edits of values in the place of those that there are. */
export function editWhatIf({ set, unset }: WhatIf): void {
  choose({ set, unset }, { replace: true });
}

function setSelection(next: Selection, replace: boolean): void {
  const before = selection.value;
  const url = formatSelection(next);
  const isThere = url === formatSelection(before);
  // Long what-if values are not in the address.
  if (isThere && next.set === before.set && next.unset === before.unset) return;
  selection.value = next;
  if (isThere) return;
  if (replace) history.replaceState(null, "", url || location.pathname);
  else history.pushState(null, "", url || location.pathname);
}

/** Return a selection whose names exist: kept where they do, else the nearest that does. */
function settle(wanted: Selection): Selection {
  const known = overview.value;
  if (!known) return wanted;
  const template = known.templates.find((each) => each.name === wanted.template) ?? known.templates[0];
  const languages = template?.languages.map((each) => each.language) ?? [];
  return {
    ...wanted,
    template: template?.name ?? "",
    profile: nearest(known.project.profiles, wanted.profile),
    data: nearest(template?.data ?? [], wanted.data),
    language: languages.includes(wanted.language) ? wanted.language : "",
  };
}

const nearest = (known: readonly FixtureEntry[], wanted: string) =>
  known.some((each) => each.name === wanted) ? wanted : (known[0]?.name ?? "");

function needsLoad(before: Selection, now: Selection): boolean {
  const keys = ["template", "profile", "data", "language", "set", "unset", "every"] as const;
  return keys.some((key) => before[key] !== now[key]) || (now.view === "cases" && before.view !== "cases");
}

/** The message of before stays until the next is there, unless that takes its time. */
function leaveTemplate(): void {
  clearTimeout(clearing);
  clearing = window.setTimeout(() => {
    caseView.value = null;
  }, PATIENCE_MS);
  matrices.value = selection.value.every ? matrices.value : null;
}

// --- loading ---------------------------------------------------------------------------------

/** Ask for the case on screen, and for all cases where they are shown. */
export async function load(): Promise<void> {
  const mine = ++asked;
  clearTimeout(refreshing);
  refreshing = 0;
  if (!row.value || isIndex) return;
  const wanted = selection.value;
  try {
    const [view, cells] = await Promise.all([
      askCase(),
      wanted.view === "cases" ? loadMatrices(wanted) : null,
    ]);
    if (mine !== asked) return;
    batch(() => {
      showCase(view);
      if (cells) matrices.value = cells;
      refusal.value = null;
    });
  } catch (error) {
    if (mine === asked && error instanceof api.ServerError) {
      refusal.value = { message: error.message, help: error.help };
    }
  }
}

/** Ask for the case as it is saved, or as the text that is being edited would render it. */
async function askCase(): Promise<CaseView> {
  const query = caseQuery();
  const file = templateFile.value;
  const text = unsavedTexts.value.get(file);
  if (text !== undefined) return api.post("/api/case", { case: query, text });
  if (api.fitsInAddress(query)) return api.get("/api/case", query);
  const saved = await api.get("/api/file", { file });
  return api.post("/api/case", { case: query, text: saved.text });
}

async function loadMatrices({ template, language, every }: Selection) {
  const wanted = every ? { every } : { template, language };
  return (await api.get("/api/matrix", wanted)).matrices;
}

function showCase(view: CaseView): void {
  clearTimeout(clearing);
  caseView.value = view;
  lastViewed.value = view.template;
}

/** Load everything; the first time, choose what to open. */
export async function start(): Promise<void> {
  const fetched = await api.get("/api/overview", null);
  const isFirst = overview.value === null;
  newest = fetched.epoch;
  overview.value = fetched;
  const wanted = selection.value;
  const opening = isFirst && !wanted.template ? openingOf(fetched, written?.template) : {};
  setSelection(settle({ ...wanted, ...opening }), true);
  await load();
  followSelection();
}

/** Return what to open first: the first failing case, else the template viewed last; or a page's own. */
export function openingOf(known: Overview, own?: string): Partial<Selection> {
  const here = known.templates.find((each) => each.name === own);
  if (own !== undefined) return here ? { template: here.name, ...here.firstFailing } : {};
  const failing = known.templates.find((each) => each.failing.length > 0 || each.errors > 0);
  return failing ? { template: failing.name, ...failing.firstFailing } : { template: lastViewed.value };
}

// --- what the server pushes ------------------------------------------------------------------

export function follow(): void {
  let run = "";
  reconnect = connect<PreviewEvents>({
    address: () => {
      watched = onScreen();
      return `/api/events?watching=${encodeURIComponent(watched)}`;
    },
    onHello: (hello) => {
      if (run && run !== hello.run) return location.reload();
      run = hello.run;
      if (link.value === "lost") toast("Connected again");
      link.value = "live";
      if (overview.value && newest !== hello.epoch) void start();
    },
    onUpdate: (update) => {
      if (overview.value) merge(update);
    },
    onLost: markLost,
  });
  followHistory();
}

/** Show what the address says when it is gone back to. */
export function followHistory(): void {
  addEventListener("popstate", () => {
    selection.value = settle(parseSelection(location.search));
    void load();
    followSelection();
  });
}

function merge(update: Update): void {
  const known = overview.value;
  if (!known || update.epoch !== newest + 1) return void start();
  newest = update.epoch;
  const rows = new Map(known.templates.map((each) => [each.name, each]));
  for (const each of update.templates) rows.set(each.name, each);
  const templates = update.order.flatMap((name) => rows.get(name) ?? []);
  const view = update.views.find(isOnScreen);
  batch(() => {
    if (update.project) {
      overview.value = { epoch: newest, templates, project: update.project };
      setSelection(settle(selection.value), true);
    }
    if (view) {
      asked++; // an answer still on its way is older than this
      showCase(view);
    }
  });
  const touched = update.templates.some(
    (each) => selection.value.every || each.name === selection.value.template,
  );
  if (!view && (touched || !caseView.value)) void load();
  else if (selection.value.view === "cases" && touched) refreshing ||= window.setTimeout(load, REFRESH_MS);
}

function isOnScreen(view: CaseView): boolean {
  const { template, set, unset } = selection.value;
  const isSaved = set.length + unset.length === 0 && !unsavedTexts.value.has(view.file);
  return isSaved && view.template === template && isSameCase(view, selection.value);
}

/** The case that the server is to render first; with what-if values the page asks for it itself. */
function onScreen(): string {
  const { template, profile, data, language } = selection.value;
  return JSON.stringify({ template, profile, data, language });
}

function followSelection(): void {
  if (watched && watched !== onScreen()) reconnect();
}
