// Send a test from the page: exactly what `inbox send` does, step by step.

import * as api from "./api.js";
import { close, open } from "./finder.js";
import { h, on } from "./dom.js";
import { chosen, world } from "./state.js";

let steps = [];
let busy = false;

export function openSend() {
  steps = [];
  drawSend();
}

function drawSend() {
  const { recipients } = world.overview.send;
  open("Send a test", h("h2", {}, "Send a test"),
    h("p", {}, `${chosen.template}, message data `, h("strong", {}, chosen.data || "none"), ". The service renders it with the recipient’s own profile."),
    h("form", { submit: "send-now", class: "sendform" },
      h("label", {}, "To ", h("select", { name: "to", disabled: busy }, recipients.map((each) => h("option", { value: each }, each)))),
      h("div", { class: "buttons" },
        h("button", { type: "submit", class: "chip strong", disabled: busy }, busy ? "Sending…" : "Send"),
        h("button", { class: "chip", do: "close-send" }, "Close"))),
    h("ul", { class: "steps", role: "status" }, steps.map((each) => h("li", { class: each.state }, `${{ done: "✓", failed: "✕" }[each.state] ?? "·"} `, each.text))));
}

on("close-send", close);
on("send-now", async (_, form) => {
  if (busy) return;
  busy = true;
  const to = form.elements.to.value;
  steps = [];
  drawSend();
  try {
    const { template, data, language, profile, set } = chosen;
    for await (const step of api.stream("send", { case: { template, data, language, profile, set }, to })) {
      if (step.state === "end") break;
      steps.push(step);
      drawSend();
    }
  } catch (error) {
    steps.push({ state: "failed", text: [error.message, error.help].filter(Boolean).join(" ") });
  }
  busy = false;
  drawSend();
});
