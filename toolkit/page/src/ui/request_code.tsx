import { useState } from "preact/hooks";
import type { CodeSnippet } from "../wire";
import { CopyButton } from "./copy";
import { Tabs } from "./tabs";
import "./request_code.css";

const NAMES: Record<string, string> = {
  curl: "cURL",
  http: "HTTP",
  python: "Python",
  node: "Node.js",
  ruby: "Ruby",
  go: "Go",
};

export const languageOf = (snippet: CodeSnippet) => NAMES[snippet.language] ?? snippet.language;

/** A request as code in the language that is chosen, to copy. */
export function RequestCode({ snippets }: { snippets: readonly CodeSnippet[] }) {
  const [chosen, setChosen] = useState("");
  const shown = snippets.find((each) => each.language === chosen) ?? snippets[0];
  if (!shown) return null;
  return (
    <div class="request-code">
      <header>
        <Tabs
          label="The request as"
          tabs={snippets.map((each) => ({ id: each.language, label: languageOf(each) }))}
          chosen={shown.language}
          onChoose={setChosen}
          panel="request"
        />
        <CopyButton text={shown.text} what={`the request as ${languageOf(shown)}`} />
      </header>
      <pre id="request" role="tabpanel" tabIndex={0} aria-label="The request">
        {shown.text}
      </pre>
    </div>
  );
}
