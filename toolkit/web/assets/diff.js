// What changed: this case against the last saved render, the last commit, or another case.

import { h } from "./dom.js";
import { chosen, world } from "./state.js";

const SIGNS = { same: " ", added: "+", removed: "−" };

export function diffView() {
  const { diff, overview } = world;
  const cases = overview.profiles.flatMap((profile) =>
    (overview.data[chosen.template] ?? [""]).map((data) => `${profile}/${data}`));
  return h("div", { class: "diff", key: "diff" },
    h("div", { class: "bar" },
      h("label", {}, "Against ",
        h("select", { change: "against", "data-value": chosen.against },
          h("option", { value: "saved", selected: chosen.against === "saved" }, "before the last save"),
          h("option", { value: "commit", selected: chosen.against === "commit" }, "the last commit"),
          cases.map((each) => h("option", { value: each, selected: chosen.against === each }, each.replace("/", " × ")))))),
    !diff ? null
      : diff.problem ? h("p", { class: "quiet pad" }, diff.problem)
        : diff.lines.every((each) => each.kind === "same") ? h("p", { class: "quiet pad" }, "No difference.")
          : h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Difference" },
            h("ol", {}, diff.lines.map((each) => h("li", { class: each.kind }, h("span", { class: "sign", role: "img", "aria-label": each.kind }, SIGNS[each.kind]), h("code", { dir: "auto" }, each.text))))));
}
