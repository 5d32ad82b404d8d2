// Writes down what liquidjs 10.26.0 makes of every case of the corpus. Development only.
//
//     npm ci --prefix scripts
//     node scripts/record_liquid_corpus.mjs tests/liquid/corpus/*.json     rewrites the files
//     node scripts/record_liquid_corpus.mjs < cases.jsonl > corpus.json    records JSON lines
//
// A file is a JSON array with one case per line, so that a changed answer is one changed line:
// `template`, `data` (absent means {}), `strict` (the answer with strictVariables) and `lax`
// (the answer without; absent means the same). What was given is kept letter by letter, since
// 3.0 and 9007199254740993 are no longer themselves after JavaScript has read them.

import { readFileSync, writeFileSync } from "node:fs";
import { answer } from "./liquid_oracle.mjs";

const LIMIT = /limit exceeded$/;
const BRACKETS = new Set(["", "[", "]"]);

function record(line) {
  const [asked, recorded] = line.split(/,"(?:strict|lax)":/, 2);
  const given = recorded === undefined ? asked.replace(/\},?$/, "") : asked;
  const { template, data = {} } = JSON.parse(`${given}}`);
  const { strict, lax } = answer({ template, data });
  if ([strict, lax].some((one) => LIMIT.test(one.err ?? ""))) return undefined;
  const texts = [JSON.stringify(strict), JSON.stringify(lax)];
  return `${given},"strict":${texts[0]}${texts[0] === texts[1] ? "" : `,"lax":${texts[1]}`}}`;
}

function corpus(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => !BRACKETS.has(line));
  return `[\n${lines.map(record).filter(Boolean).join(",\n")}\n]\n`;
}

const paths = process.argv.slice(2);
for (const path of paths) writeFileSync(path, corpus(readFileSync(path, "utf8")));
if (!paths.length) process.stdout.write(corpus(readFileSync(0, "utf8")));
