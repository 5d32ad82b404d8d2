// Where answers come from: the server, or (in a page written by --build) the page itself.

const embedded = document.getElementById("inbox-data");
const written = embedded ? JSON.parse(embedded.textContent) : null;
const token = document.querySelector("meta[name=inbox-token]")?.content ?? "";

export const isStatic = written !== null;
export const writtenTemplate = written?.template;
export const frameDocument = (kind) => written?.documents[kind];

export const overview = async () => oldOverview(await ask("overview"));
export const caseView = async (chosen) => oldView(await ask("case", caseQuery(chosen)));
export async function matrix({ template, language, every }) {
  const { matrices } = await ask("matrix", new URLSearchParams({ template, language, every }));
  const found = matrices.map(oldMatrix);
  return every ? { matrices: found } : found[0];
}

export async function diff(chosen) {
  const query = caseQuery(chosen);
  query.set("against", chosen.against.includes("/") ? `case:${chosen.against}` : chosen.against);
  const { problem, before, after } = await ask("diff", query);
  return { problem, then: before, now: after };
}

// --- the exchange in the names that this page knows ---------------------------------------------

const flat = ({ place, ...rest }) => ({ ...rest, ...place });
const caseLabel = ({ profile, data }) => `${profile} × ${data || "none"}`;
const oldFinding = (each) => ({ ...flat(each), cases: each.cases.map(caseLabel) });

function oldRow({ title, languages, findings, data, ...rest }) {
  return { ...rest, label: title, languages: languages.map((each) => each.language), diagnostics: findings.map(oldFinding), dataNames: data.map((each) => each.name) };
}

export function oldFrames({ views, epoch, visual }) {
  const setup = Object.fromEntries(views.map((each) => [each.name, each]));
  const { visual: drawn, component: own } = setup;
  return { frames: { visual: drawn.ready, own: own.ready, epoch, why: { visual: `${drawn.why} ${drawn.snippet}`, own: `${own.why} ${own.snippet}` } }, visual };
}

function oldProject({ name, profiles, problems, configuration, capabilities, frames, ...rest }) {
  const broken = configuration ? [{ rule: "configuration", severity: "error", cases: [], label: "", ...configuration, ...(configuration.place ?? {}) }] : [];
  return { ...rest, ...oldFrames(frames), project: name, profiles: profiles.map((each) => each.name), problems: [...broken, ...problems.map(oldFinding)], editor: capabilities.editor.ready, send: capabilities.send };
}

export const dataOf = (templates) => Object.fromEntries(templates.map((each) => [each.name, each.dataNames]));

function oldOverview({ epoch, templates, project }) {
  const rows = templates.map(oldRow);
  return { epoch, templates: rows, data: dataOf(rows), ...oldProject(project), ...(written && { pages: written.pages, since: written.since }) };
}

function oldView({ variables, traces, failure, neighbors, ...rest }) {
  return { ...rest, failure: failure && { ...flat(failure), place: undefined }, reads: variables.map((each) => ({ ...each, title: each.path })), traces: traces.map(flat), neighbours: neighbors };
}

function oldMatrix({ outcomes, cells, ...rest }) {
  return { ...rest, cells: cells.map((each) => ({ ...each, ...outcomes[each.outcome] })) };
}

export function oldUpdate({ project, templates, views, ...rest }) {
  return { ...rest, templates: templates.map(oldRow), overview: project ? oldProject(project) : {}, views: views.map(oldView) };
}

function caseQuery({ template, profile, data, language, set }) {
  const query = new URLSearchParams({ template, profile, data, language });
  for (const each of set) query.append("set", each);
  return query;
}

async function ask(what, query = "") {
  if (written) return answerFrom(what, query);
  return unpack(await fetch(`/api/${what}${query && `?${query}`}`)); // the server says that nothing is kept
}

export const tell = async (what, body) => unpack(await post(what, body));

// The answer line by line, each of them JSON, as it comes.
export async function* stream(what, body) {
  const answer = await post(what, body);
  if (!answer.ok) await unpack(answer);
  let rest = "";
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

function post(what, body) {
  return fetch(`/api/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-inbox-token": token },
    body: JSON.stringify(body),
  });
}

async function unpack(answer) {
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  let problem = { message: text.trim() || `The server answered ${answer.status}.` };
  try {
    problem = JSON.parse(text);
  } catch {
    // a plain sentence, as the guard gives it
  }
  throw Object.assign(new Error(problem.message), { help: problem.help, answered: true });
}

function answerFrom(what, query) {
  if (what === "overview") return written.overview;
  const name = (key) => query.get(key) || "";
  if (what === "matrix") return { matrices: [written.matrix[name("language")] ?? written.matrix[""]] };
  const language = name("language");
  const key = [name("profile"), name("data"), language].join("\n");
  if (what === "diff") return sides(key, name("against"), language);
  const found = written.cases[key];
  if (!found) throw Object.assign(new Error("This page was written without that."), { answered: true });
  return found;
}

function sides(key, against, language) {
  if (!against.startsWith("case:")) return written.diffs[key] ?? { problem: "Nothing was written to compare with." };
  const [now, then] = [key, [...halves(against.slice(5), "/"), language].join("\n")].map((each) => written.cases[each]);
  if (!now?.message || now.stale || !then?.message || then.stale) return { problem: "There is no message to compare: it does not render." };
  return { problem: "", before: JSON.stringify(then.message.properties, null, 2), after: JSON.stringify(now.message.properties, null, 2) };
}

export function halves(text, by) {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + by.length)];
}
