// The reference engine, held still: liquidjs as the service configures it, with one clock. It is
// 10.26.0, or 10.16.1 where LIQUIDJS=10.16.1 is in the environment.
//
// As a module: `answer({template, data})` gives `{strict, lax}`, each the text or `{err, at}`.
// As a program: JSON lines of cases on stdin, one JSON line of answers per case on stdout.

import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const PACKAGES = { "10.26.0": "liquidjs", "10.16.1": "liquidjs-10.16" };
const VERSION = process.env.LIQUIDJS ?? "10.26.0";

// What 'now' and 'today' mean in every recorded case; the Python side reads it from liquid_clock.json.
const { now: NOW } = JSON.parse(readFileSync(new URL("liquid_clock.json", import.meta.url), "utf8"));

process.env.TZ = "UTC";

const RealDate = Date;
class StoppedDate extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [RealDate.parse(NOW)]));
  }
  static now() {
    return RealDate.parse(NOW);
  }
}
globalThis.Date = StoppedDate;

const installed = createRequire(import.meta.url)(`${PACKAGES[VERSION]}/package.json`).version;
if (installed !== VERSION) {
  throw new Error(`The corpus is recorded with liquidjs ${VERSION}; this is ${installed}.`);
}
const { Liquid } = await import(PACKAGES[VERSION]);

// The limits change no result; they end the few cases that would eat the machine.
const engine = new Liquid({
  lenientIf: true,
  locale: "en-US",
  memoryLimit: 3_000_000,
  renderLimit: 2_000,
});

// liquidjs 10.26.0 strips `a < b` forever, until the text is too long for a string or the heap is
// full. Here it fails at once, with the error that it comes to when there is memory enough.
if (VERSION === "10.26.0") {
  const { append, strip_html: stripHtml } = engine.filters;
  engine.registerFilter("strip_html", function (value) {
    if (neverEnds(append.call(this, value, ""))) throw new RangeError("Invalid string length");
    return stripHtml.call(this, value);
  });
}

// 10.16.1 lacks four filters of Customer.io's own list: the service had its own.
if (VERSION === "10.16.1") {
  const { append } = engine.filters;
  const own = {
    base64_decode: (text) => Buffer.from(text, "base64").toString("utf8"),
    base64_encode: (text) => Buffer.from(text, "utf8").toString("base64"),
    sha256: (text) => createHash("sha256").update(text, "utf8").digest("hex"),
    hmac_sha256: (text, key) => createHmac("sha256", key).update(text, "utf8").digest("hex"),
  };
  for (const [name, apply] of Object.entries(own)) {
    engine.registerFilter(name, function (...given) {
      const [text, key] = [0, 1].map((at) => append.call(this, given[at], ""));
      return apply(text, key);
    });
  }
}

function neverEnds(text) {
  const closers = new Map([["<script", "</script>"], ["<style", "</style>"], ["<!--", "-->"], ["<", ">"]]);
  let at = 0;
  for (let open = text.indexOf("<"); open >= 0; open = text.indexOf("<", at)) {
    const end = [...closers].map(([opener, closer]) => {
      if (!text.startsWith(opener, open)) return -1;
      const found = text.indexOf(closer, open + opener.length);
      return found < 0 ? -1 : found + closer.length;
    }).find((found) => found >= 0);
    if (end === undefined) return open !== at;
    at = end;
  }
  return false;
}

/** Both outcomes of a case; `at` says whether it was refused while parsing or while rendering. */
export function answer({ template, data }) {
  return { strict: render(template, data, true), lax: render(template, data, false) };
}

function render(template, data, strictVariables) {
  let parsed;
  try {
    parsed = engine.parse(template);
  } catch (error) {
    return failure(error, "parse");
  }
  try {
    // increment and decrement write into the data, so each render gets its own copy
    const text = engine.renderSync(parsed, structuredClone(data), { strictVariables });
    return text.toWellFormed(); // half a surrogate pair does not survive being sent as UTF-8
  } catch (error) {
    return failure(error, "render");
  }
}

function failure(error, at) {
  const message = String(error.message).replace(/(?:, (?:file:[^,]*, )?line:\d+, col:\d+)+$/s, "");
  return { err: message.toWellFormed(), at };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line) process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
  }
}
