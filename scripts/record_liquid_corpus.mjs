// Writes down what liquidjs makes of every case of the corpus. Development only.
//
//     npm ci --prefix scripts
//     node scripts/record_liquid_corpus.mjs tests/liquid/corpus/*.json     rewrites the files
//     node scripts/record_liquid_corpus.mjs < cases.jsonl > corpus.json    records JSON lines
//     LIQUIDJS=10.16.1 node scripts/record_liquid_corpus.mjs --differing tests/liquid/corpus/*.json
//         prints the cases that 10.16.1 answers otherwise than the files say, with its answers
//
// A file is a JSON array with one case per line, so that a changed answer is one changed line:
// `template`, `data` (absent means {}), `strict` (the answer with strictVariables) and `lax`
// (the answer without; absent means the same). What was given is kept letter by letter, since
// 3.0 and 9007199254740993 are no longer themselves after JavaScript has read them.

import { readFileSync, writeFileSync } from "node:fs";
import { answer } from "./liquid_oracle.mjs";

const LIMIT = /limit exceeded$/;
const BRACKETS = new Set(["", "[", "]"]);

function record(line, keepsLimits = false) {
  const [asked, recorded] = line.split(/,"(?:strict|lax)":/, 2);
  const given = recorded === undefined ? asked.replace(/\},?$/, "") : asked;
  const { template, data = {} } = JSON.parse(`${given}}`);
  const { strict, lax } = answer({ template, data });
  const isLimited = [strict, lax].some((one) => LIMIT.test(one.err ?? ""));
  if (isLimited && !keepsLimits) return undefined;
  const texts = [JSON.stringify(strict), JSON.stringify(lax)];
  return `${given},"strict":${texts[0]}${texts[0] === texts[1] ? "" : `,"lax":${texts[1]}`}}`;
}

function corpus(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => !BRACKETS.has(line));
  return `[\n${lines.map((line) => record(line)).filter(Boolean).join(",\n")}\n]\n`;
}

const isOther = (line) => {
  // 10.16.1 takes a length that is no number for one past its limit: that is an answer
  const again = record(line, true);
  return again === line.replace(/,$/, "") ? undefined : again;
};

const paths = process.argv.slice(2);
if (paths[0] === "--differing") {
  const lines = paths.slice(1).flatMap((path) => readFileSync(path, "utf8").split("\n"));
  const found = lines.map((line) => line.trim()).filter((line) => !BRACKETS.has(line)).map(isOther);
  process.stdout.write(`[\n${found.filter(Boolean).join(",\n")}\n]\n`);
} else {
  for (const path of paths) writeFileSync(path, corpus(readFileSync(path, "utf8")));
  if (!paths.length) process.stdout.write(corpus(readFileSync(0, "utf8")));
}
