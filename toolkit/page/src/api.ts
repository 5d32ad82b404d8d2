// Questions to the server, and the requests that change something. What is asked and answered is
// declared in wire.ts.

import type { PreviewApi, SandboxApi } from "./wire";
import { answerFrom, written } from "./written";

type Api = PreviewApi & SandboxApi;
type Routes = keyof Api;
type PathsOf<Method extends string> = Routes extends infer Route
  ? Route extends `${Method} ${infer Path}`
    ? Path
    : never
  : never;
type Get = PathsOf<"GET">;
type Post = PathsOf<"POST">;
type RequestOf<Route> = Route extends Routes ? Api[Route]["request"] : never;
type ResponseOf<Route> = Route extends Routes ? Api[Route]["response"] : never;
type StepOf<Route> = ResponseOf<Route> extends AsyncIterable<infer Step> ? Step : never;

const token = globalThis.document?.querySelector<HTMLMetaElement>("meta[name=inbox-token]")?.content ?? "";

/** What the server refused: a sentence, what to do about it, and the whole answer. */
export class ServerError extends Error {
  constructor(
    message: string,
    readonly help: string,
    readonly status: number,
    readonly answer: unknown,
  ) {
    super(message);
  }
}

/** Ask for a view; raises ServerError with the server's reason, TypeError where there is no server. */
export async function get<Path extends Get>(
  path: Path,
  request: RequestOf<`GET ${Path}`>,
): Promise<ResponseOf<`GET ${Path}`>> {
  const query = request as Record<string, unknown> | null;
  if (written) return fromPage(path, query) as ResponseOf<`GET ${Path}`>;
  return unpack(await fetch(addressOf(path, query)));
}

/** Ask for a view whose request may be too long for an address; raises as `get`. */
export async function ask<Path extends Get & Post>(
  path: Path,
  request: RequestOf<`GET ${Path}`> & RequestOf<`POST ${Path}`>,
): Promise<ResponseOf<`GET ${Path}`>> {
  if (written || fitsInAddress(request)) return get(path, request);
  return unpack(await send(path, request));
}

const MOST_IN_ADDRESS = 16_000; // characters; the server refuses longer addresses

/** Return whether a request is short enough for a query. */
export const fitsInAddress = (request: object): boolean =>
  formatQuery({ ...request }).length < MOST_IN_ADDRESS;

/** Have something done; raises as `get`. */
export async function post<Path extends Post>(
  path: Path,
  request: RequestOf<`POST ${Path}`>,
  signal?: AbortSignal,
): Promise<ResponseOf<`POST ${Path}`>> {
  return unpack(await send(path, request, signal));
}

/** Have something done that reports its steps, one JSON document a line; raises as `get`. */
export async function* postStream<Path extends Post>(
  path: Path,
  request: RequestOf<`POST ${Path}`>,
  signal?: AbortSignal,
): AsyncGenerator<StepOf<`POST ${Path}`>> {
  const answer = await send(path, request, signal);
  if (!answer.ok || !answer.body) {
    await unpack(answer);
    return;
  }
  let rest = "";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

/** Return where to ask: `{name}` in the path and then the query are filled from the request. */
export function addressOf(path: string, request: Record<string, unknown> | null): string {
  const rest = { ...request };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  const query = formatQuery(rest);
  return query ? `${filled}?${query}` : filled;
}

/** Return a request as a query; a list becomes one parameter for each of its items. */
export function formatQuery(request: Record<string, unknown> | null): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null) query.append(name, String(each));
    }
  }
  return query.toString();
}

function fromPage(path: string, request: Record<string, unknown> | null): unknown {
  try {
    return written && answerFrom(written, path, request);
  } catch (error) {
    throw new ServerError((error as Error).message, "", 404, null);
  }
}

async function send(path: string, request: unknown, signal?: AbortSignal): Promise<Response> {
  if (written) fromPage(path, null);
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-inbox-token": token },
    body: JSON.stringify(request),
    signal: signal ?? null,
  });
}

async function unpack<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text);
  const problem = parseProblem(text);
  const message = problem?.message ?? (text.trim() || `The server answered ${answer.status}.`);
  throw new ServerError(message, problem?.help ?? "", answer.status, problem);
}

function parseProblem(text: string): { message: string; help?: string | null } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a plain sentence, as the guard gives it
  }
}
