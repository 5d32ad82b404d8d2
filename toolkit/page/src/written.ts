// A page that `inbox preview --build` wrote as a file: it holds its answers, and asks nobody.

import type { StaticData } from "./wire";

/** What the page holds, null where a server answers. */
export const written: StaticData | null = read();

/** Whether this page is the list of all templates that were written. */
export const isIndex = written !== null && written.template === "";

function read(): StaticData | null {
  const text = globalThis.document?.getElementById("inbox-data")?.textContent;
  return text ? JSON.parse(text) : null;
}

/** Return what the server would have answered; throws a sentence where the page does not hold it. */
export function answerFrom(data: StaticData, path: string, request: Record<string, unknown> | null): unknown {
  const text = (name: string) => String(request?.[name] ?? "");
  const key = [text("profile"), text("data"), text("language")].join("\n");
  switch (path) {
    case "/api/overview":
      return data.overview;
    case "/api/case":
      return data.cases[key] ?? refuse("This page was written without that case.");
    case "/api/matrix":
      return { matrices: [data.matrix[text("language")]].filter((each) => each !== undefined) };
    case "/api/diff":
      if (!["commit", `revision:${data.since}`].includes(text("against"))) {
        refuse(`This page is a file: it compares with ${data.since || "the last commit"} only.`);
      }
      return data.diffs[key] ?? refuse("This case had no message to compare with.");
    default:
      return refuse("This page is a file: it changes nothing.");
  }
}

function refuse(message: string): never {
  throw new Error(message);
}

/** Return the address of another template's page, with the screen to show there. */
export function pageOf(data: StaticData, template: string, address = ""): string {
  return encodeURIComponent(data.pages[template] ?? "index.html") + address;
}
