// What changed: this case against the last saved render, the last commit, or another case.

import { isStatic } from "./api.js";
import { h, note } from "./dom.js";
import { compareLines } from "./lines.js";
import { chosen, world } from "./state.js";

const option = (value, text) => h("option", { value, selected: chosen.against === value }, text);
const SIGNS = { same: " ", added: "+", removed: "−" };

export function diffView() {
  const { diff, overview } = world;
  const cases = overview.profiles.flatMap((profile) =>
    (overview.data[chosen.template] ?? [""]).map((data) => `${profile}/${data}`));
  return h("div", { class: "diff", key: "diff" },
    h("div", { class: "bar" },
      h("label", {}, "Against ",
        h("select", { change: "against", "data-value": chosen.against },
          !isStatic && option("saved", "before the last save"),
          option("commit", overview.since || "the last commit"),
          cases.map((each) => option(each, each.replace("/", " × ")))))),
    diff && comparison(diff));
}

function comparison({ problem, then, now }) {
  if (problem) return note(problem);
  if (then === now) return note("No difference.");
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Difference" },
    h("ol", {}, compareLines(then, now).map(({ kind, text }) => h("li", { class: kind },
      h("span", { class: "sign", role: "img", "aria-label": kind }, SIGNS[kind]), h("code", { dir: "auto" }, text)))));
}
