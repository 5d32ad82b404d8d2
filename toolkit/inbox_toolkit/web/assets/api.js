// Where answers come from: the server, or (in a page written by --build) the page itself.

const embedded = document.getElementById("inbox-data");
const written = embedded ? JSON.parse(embedded.textContent) : null;
const token = document.querySelector("meta[name=inbox-token]")?.content ?? "";

export const isStatic = written !== null;
export const writtenTemplate = written?.template;
export const frameDocument = (kind) => written?.documents[kind];

export const overview = () => ask("overview");
export const caseView = (chosen) => ask("case", caseQuery(chosen));
export const matrix = ({ template, language, every }) => ask("matrix", new URLSearchParams({ template, language, every }));

export function diff(chosen) {
  const query = caseQuery(chosen);
  query.set("against", chosen.against);
  return ask("diff", query);
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
  if (what === "matrix") return written.matrix[name("language")] ?? written.matrix[""];
  const language = name("language");
  const key = [name("profile"), name("data"), language].join("\n");
  if (what === "diff") return sides(written.now[key], name("against"), key, language);
  const found = written.cases[key];
  if (!found) throw Object.assign(new Error("This page was written without that."), { answered: true });
  return found;
}

function sides(now, against, key, language) {
  const then = against.includes("/") ? written.now[[...halves(against, "/"), language].join("\n")] : written.then[key];
  return { problem: now?.problem || then?.problem || (then ? "" : "Nothing was written to compare with."), now: now?.text, then: then?.text };
}

export function halves(text, by) {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + by.length)];
}
