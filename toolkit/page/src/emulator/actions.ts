// Everything that can happen to the emulator's page.

import { batch } from "@preact/signals";
import { get, post, ServerError } from "../api";
import { link, markLost, refusal } from "../connection";
import { isNarrow, sheet } from "../layout";
import { connect } from "../live";
import { toast, toastError } from "../ui/toast";
import type { FaultSetting, RequestRow, RequestView, SandboxEvents } from "../wire";
import { formatSelection, parseSelection, type Selection } from "./selection";
import { inbox, more, overview, request, rows, selection } from "./state";
import { titleOf, WORDS } from "./verdicts";

const PAGE = 50;
const MOST = 1000; // requests; the server keeps no more

let limit = PAGE;

/** Change the selection, put it into the address, and load what it names. */
export function choose(change: Partial<Selection>): void {
  selection.value = { ...selection.value, ...change };
  const address = formatSelection(selection.value) || location.pathname;
  if (address !== (location.search || location.pathname)) history.pushState(null, "", address);
  if (isNarrow.value) sheet.value = null;
  void load();
}

/** Open the request that made a delivery, however long ago. */
export async function openDelivery(deliveryId: string): Promise<void> {
  try {
    const found = await get("/sandbox/requests", { search: deliveryId, limit: 1 });
    const [row] = found.requests;
    if (row) choose({ request: row.number });
    else toast("That request is no longer kept", { kind: "failed" });
  } catch (error) {
    toastError(error);
  }
}

/** Move along the list: 1 to the next older request, -1 to the next newer one. */
export function step(by: number): void {
  const at = rows.value.findIndex((each) => each.number === request.value?.row.number);
  const next = rows.value[at + by];
  if (next) choose({ request: next.number });
}

export function listEarlier(): void {
  limit = Math.min(limit * 2, MOST);
  void load();
}

/** Make the request on screen again, and show what becomes of it. */
export async function resend(): Promise<void> {
  const row = request.value?.row;
  if (!row) return;
  try {
    const made = await post("/sandbox/requests/resend", { number: row.number });
    toast(`Sent again: ${made.status}`);
    choose({ request: made.number });
  } catch (error) {
    toastError(error);
  }
}

export async function clear(): Promise<void> {
  try {
    const { requests } = await post("/sandbox/requests/clear", null);
    toast(`Cleared ${requests === 1 ? "1 request" : `${requests.toLocaleString("en")} requests`}`);
    choose({ request: null });
  } catch (error) {
    toastError(error);
  }
}

/** Inject these faults from now on, and no others. */
export async function setFaults(faults: readonly FaultSetting[]): Promise<void> {
  try {
    const answer = await post("/sandbox/faults", { faults });
    if (overview.value) overview.value = { ...overview.value, faults: answer.faults };
  } catch (error) {
    toastError(error);
  }
}

// --- loading -----------------------------------------------------------------------------------

let loading: Promise<void> | null = null;
let again = false;

/** Load what the selection names; however many changes come meanwhile, one more load follows. */
export function load(): Promise<void> {
  again = loading !== null;
  loading ??= loadNow()
    .catch((error: Error) => {
      if (error instanceof ServerError) refusal.value = error;
    })
    .finally(() => {
      loading = null;
      if (again) void load();
    });
  return loading;
}

async function loadNow(): Promise<void> {
  const { person, search, show, request: wanted } = selection.value;
  const known = await get("/sandbox/overview", null);
  const recipient = known.people.find((each) => each.cioId === person)?.label ?? person;
  const page = await get("/sandbox/requests", { limit, search, person: recipient, verdict: show });
  // An SDK that asks for its messages all the time hides no send.
  const newest = page.requests.find((each) => each.verdict !== "answered") ?? page.requests[0];
  const number = wanted ?? newest?.number ?? null;
  const found = number === null ? null : await requestOf(number);
  const whose = person || found?.delivery?.row.cioId || "";
  const view = whose ? await get("/sandbox/inbox/{cioId}", { cioId: whose }) : null;
  const label = known.people.find((each) => each.cioId === whose)?.label ?? found?.row.recipient ?? whose;
  announce(found);
  batch(() => {
    refusal.value = null;
    overview.value = keep(overview.value, known);
    rows.value = page.requests;
    more.value = page.more && limit < MOST;
    request.value = keep(request.value, found);
    inbox.value = keep(inbox.value, view && { person: label, view });
  });
}

async function requestOf(number: number): Promise<RequestView | null> {
  try {
    return await get("/sandbox/requests/{number}", { number });
  } catch (error) {
    if (error instanceof ServerError && error.status === 404) return null;
    throw error;
  }
}

/** What has not changed stays the same object: a frame draws anew what is another one. */
function keep<T>(before: T, now: T): T {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

let last: Pick<RequestRow, "number" | "verdict"> | null = null;

function announce(found: RequestView | null): void {
  const row = found?.row;
  const isNews = last && row && (row.number > last.number || row.verdict !== last.verdict);
  if (isNews && selection.value.request === null && row.verdict === "failed") {
    toast(`${titleOf(row)} to ${row.recipient}: ${WORDS[row.verdict]}`, { kind: "failed" });
  }
  last = row ?? null;
}

export function follow(): void {
  let run = "";
  connect<SandboxEvents>({
    address: () => "/sandbox/events",
    onHello: (hello) => {
      if (run && run !== hello.run) return location.reload();
      run = hello.run;
      if (link.value === "lost") toast("Connected again");
      link.value = "live";
      void load();
    },
    onUpdate: () => void load(),
    onLost: markLost,
  });
  addEventListener("popstate", () => {
    selection.value = parseSelection(location.search);
    void load();
  });
}
