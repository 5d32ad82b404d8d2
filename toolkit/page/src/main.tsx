// The page: start reading here, then app.tsx (what is where), actions.ts (what can happen) and
// state.ts (what is known).

import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { follow, followHistory, start } from "./actions";
import { App } from "./app";
import { isFailing } from "./components/shell/visible_rows";
import { refusal } from "./connection";
import { listenToKeys } from "./keyboard";
import { overview, row } from "./state";
import { written } from "./written";

const root = document.getElementById("app");
if (root) render(<App />, root);
listenToKeys();
effect(() => {
  const project = overview.value?.project.name;
  const here = row.value;
  const title = here && `${isFailing(here) ? "✕ " : ""}${here.title}`;
  if (project) document.title = [title, project].filter(Boolean).join(" · ");
});
start()
  .then(written ? followHistory : follow)
  .catch((error: Error) => {
    refusal.value = { message: error.message, help: "Start `inbox preview` again, then reload this page." };
  });
