import { signal } from "@preact/signals";
import { openPlace } from "../../actions";
import { caseLabel } from "../../cases";
import { byteSize } from "../../text";
import { Code } from "../../ui/code";
import { CopyButton } from "../../ui/copy";
import type { CaseView } from "../../wire";
import { type JsonLine, jsonLines } from "./json_lines";
import "./json_pane.css";

type Shown = "payload" | "message" | "text";

interface Document {
  id: Shown;
  label: string;
  what: string;
  text: string;
}

const chosen = signal<Shown>("payload");

/** What the case delivers: its payload, the message as the SDK hands it to an app, the rendered text. */
export function JsonPane({ view }: { view: CaseView }) {
  const documents = documentsOf(view);
  const shown = documents.find((each) => each.id === chosen.value) ?? documents[0];
  if (!shown) return <p class="json-none">This case renders no text.</p>;
  return (
    <>
      <header class="json-head">
        <div class="segments" role="group" aria-label="What is shown">
          {documents.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === shown.id}
              onClick={() => {
                chosen.value = id;
              }}
            >
              {label}
            </button>
          ))}
        </div>
        <small class="quiet">{byteSize(new Blob([shown.text]).size)}</small>
        <CopyButton text={shown.text} what={shown.what} />
      </header>
      <pre class="json" tabIndex={0} aria-label={`${shown.label} of ${caseLabel(view)}`}>
        {shown.id === "payload" ? <Payload view={view} /> : <Code text={shown.text} />}
      </pre>
    </>
  );
}

export function documentsOf(view: CaseView): Document[] {
  const { message, text, stale } = view;
  const found: Document[] = [];
  if (message && !stale) {
    const { properties } = message;
    found.push({ id: "payload", label: "Payload", what: "the payload", text: pretty(properties) });
    found.push({ id: "message", label: "Message", what: "the message", text: pretty(message) });
  }
  if (text !== null) found.push({ id: "text", label: "Rendered text", what: "the rendered text", text });
  return found;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2) ?? "";

/** The payload; each of its values leads to the part of the template that printed it. */
function Payload({ view }: { view: CaseView }) {
  const places = new Map(view.traces.map((each) => [each.pointer, each.place]));
  return (
    <>
      {jsonLines(view.message?.properties ?? null).map((line) => (
        <Line key={line.pointer + line.value} line={line} place={places.get(line.pointer)} />
      ))}
    </>
  );
}

function Line({ line, place }: { line: JsonLine; place: CaseView["traces"][number]["place"] | undefined }) {
  return (
    <>
      {line.indent}
      {line.key !== null && <span class="code-key">{line.key}: </span>}
      {place ? (
        <span
          role="button"
          tabIndex={0}
          class="json-value"
          data-tip={`Printed by ${place.file}:${place.line}`}
          onClick={() => openPlace(place)}
          onKeyDown={(event) => event.key === "Enter" && openPlace(place)}
        >
          <Code text={line.value} />
        </span>
      ) : (
        <Code text={line.value} />
      )}
      {line.comma && ","}
      {"\n"}
    </>
  );
}
