// The page of the sandbox: everything it shows came from a request, so everything is set as text.

const $ = (id) => document.getElementById(id);
const TITLES = ["title", "subject", "headline", "name"];
const BODIES = ["body", "message", "text", "description"];
const PAGE = 50;
const MARKS = { sent: "✓ sent", failed: "✗ failed", drafted: "· draft", queued: "… queued" };
let shown = PAGE;
let chosen = location.hash.slice(1);

function h(name, fields, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(fields)) {
    if (key === "class") node.className = value;
    else if (key === "onclick") node.addEventListener("click", value);
    else node.setAttribute(key, value);
  }
  return fill(node, ...children);
}

function fill(node, ...children) {
  node.replaceChildren(...children.filter((each) => each !== null && each !== undefined && each !== false));
  return node;
}

async function ask(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`);
  return answer.json();
}

function time(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString();
}

function row(one) {
  return h("li", {}, h("button", {
    type: "button",
    "aria-current": String(one.delivery_id === chosen),
    onclick: () => choose(one.delivery_id),
  },
  h("span", { class: one.state }, MARKS[one.state]),
  h("span", {}, `${one.template} → ${one.person}`),
  h("time", { class: "quiet" }, time(one.queued_at)),
  one.failure && h("span", { class: "why failed" }, one.failure)));
}

async function list() {
  const { deliveries } = await ask(`/sandbox/deliveries?limit=${shown}&metric=${$("metric").value}`);
  $("list").replaceChildren(...deliveries.map(row));
  $("empty").hidden = deliveries.length > 0;
  $("more").hidden = deliveries.length < shown;
}

function json(title, value) {
  return [h("h2", {}, title), h("pre", {}, typeof value === "string" ? value : JSON.stringify(value, null, 2))];
}

function card(properties, at) {
  const named = (names) => names.map((name) => properties[name]).find((each) => typeof each === "string" && each);
  return h("div", { class: "card" },
    h("strong", {}, named(TITLES) ?? "(no title)"),
    h("span", {}, named(BODIES) ?? ""), " ",
    h("time", { class: "quiet" }, at));
}

function finding(one) {
  return h("li", {}, h("span", { class: one.severity }, `${one.severity}[${one.rule}] `),
    `${one.message} `, h("span", { class: "quiet" }, `${one.file}:${one.line}:${one.column}`));
}

async function detail() {
  if (!chosen) return inbox();
  const one = await ask(`/sandbox/deliveries/${encodeURIComponent(chosen)}`);
  fill($("detail"),
    h("h2", {}, h("span", { class: one.state }, MARKS[one.state]), ` ${one.template} → ${one.person.id ?? one.person.email ?? one.person.cio_id}`),
    h("p", { class: "quiet" }, one.delivery_id),
    one.failure && h("p", { class: "failed" }, one.failure),
    one.payload && card(one.payload, time(one.queued_at)),
    one.findings.length > 0 && h("ul", {}, ...one.findings.map(finding)),
    ...json("Request", one.request),
    ...(one.payload ? json("Payload", one.payload) : one.text ? json("Rendered", one.text) : []),
    ...json("Metrics", one.metrics));
}

async function inbox() {
  const person = $("people").value;
  if (!person) return $("detail").replaceChildren(h("p", { class: "quiet" }, "Choose a delivery, or somebody's inbox."));
  const { messages } = await ask(`/sandbox/inbox/${encodeURIComponent(person)}`);
  $("detail").replaceChildren(
    h("h2", {}, `${messages.length} in the inbox, ${messages.filter((each) => !each.opened).length} unread`),
    ...messages.map((each) => card(each.properties, new Date(each.sentAt).toLocaleString())));
}

async function overview() {
  const found = await ask("/sandbox/overview");
  $("project").textContent = `${found.project} · ${found.kept} kept`;
  $("trouble").hidden = !found.trouble;
  $("trouble").textContent = found.trouble ?? "";
  const options = found.people.map((each) => h("option", { value: each.cio_id }, each.name ? `${each.label} (${each.name})` : each.label));
  if (options.length !== $("people").options.length - 1) {
    const before = $("people").value;
    $("people").replaceChildren(h("option", { value: "" }, "nobody"), ...options);
    $("people").value = before;
  }
}

function choose(delivery) {
  chosen = delivery;
  history.replaceState(null, "", delivery ? `#${delivery}` : location.pathname);
  show();
}

async function show() {
  await Promise.all([overview(), list(), detail()]).catch((error) => { $("live").textContent = error.message; });
}

$("address").textContent = `CIO_API_URL=${location.origin}`;
$("metric").addEventListener("change", show);
$("people").addEventListener("change", () => choose(""));
$("more").addEventListener("click", () => { shown += PAGE; show(); });
const events = new EventSource("/sandbox/events");
events.addEventListener("changed", () => { $("live").textContent = "live"; show(); });
events.addEventListener("error", () => { $("live").textContent = "connection lost; trying again"; });
