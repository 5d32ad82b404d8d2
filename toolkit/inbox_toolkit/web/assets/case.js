// The case on screen in an inbox: its message on top, those of other templates below.

import { note } from "./dom.js";
import { inboxPanel } from "./inbox.js";
import { chosen, world } from "./state.js";

export function inboxView(view) {
  if (!view.message) return note("This case renders no message.");
  const { properties, sentAt, opened } = view.message;
  const rows = [
    { id: "this", properties, at: sentAt, opened: opened || world.opened.has(caseId()), here: true, action: "open-message", arg: caseId() },
    ...view.neighbours.map((each) => ({ id: each.template, properties: each.properties, at: each.sentAt, opened: each.opened, action: "template", arg: each.template })),
  ];
  return inboxPanel(rows, { now: Date.parse(world.overview.now), open: world.panel, stale: view.stale });
}

export function caseId() {
  return [chosen.template, chosen.profile, chosen.data, chosen.language].join("/");
}
