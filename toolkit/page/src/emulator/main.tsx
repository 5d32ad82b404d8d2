// The emulator's page: start reading here, then app.tsx (what is where), actions.ts (what can
// happen) and state.ts (what is known). It draws with the parts of the preview's page.

import "../styles/fonts.css";
import "../styles/tokens.css";
import "../styles/base.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { listenToShortcuts } from "../shortcuts";
import { follow } from "./actions";
import { EmulatorApp } from "./app";
import { SHORTCUTS } from "./keyboard";
import { overview, request } from "./state";
import { titleOf } from "./verdicts";

const root = document.getElementById("app");
if (root) render(<EmulatorApp />, root);
listenToShortcuts(SHORTCUTS, () => overview.value !== null);
effect(() => {
  const row = request.value?.row;
  const title = row && `${row.verdict === "failed" ? "✕ " : ""}${titleOf(row)}`;
  document.title = [title, "emulator", overview.value?.project].filter(Boolean).join(" · ");
});
follow();
