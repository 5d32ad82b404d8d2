// The page: start reading here, then app.tsx (what is where), actions.ts (what can happen) and
// state.ts (what is known).

import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import { render } from "preact";
import { follow, start } from "./actions";
import { App } from "./app";
import { listenToKeys } from "./keyboard";
import { refusal } from "./state";

const root = document.getElementById("app");
if (root) render(<App />, root);
listenToKeys();
start()
  .then(follow)
  .catch((error: Error) => {
    refusal.value = { message: error.message, help: "Start `inbox preview` again, then reload this page." };
  });
