import type { ComponentChildren } from "preact";
import type { ExcerptLine, Place } from "../wire";
import { CopyButton } from "./copy";
import { highlight } from "./highlight";
import "./code_frame.css";

interface Props {
  place: Place;
  lines: readonly ExcerptLine[];
  /** Stands at the end of the head, such as a button that opens the place. */
  action?: ComponentChildren;
  severity?: "error" | "warning" | "info";
}

/** Lines of a file with the place of a finding underlined. */
export function CodeFrame({ place, lines, action, severity = "error" }: Props) {
  const at = `${place.file}:${place.line}:${place.column}`;
  return (
    <figure class={`code-frame ${severity}`}>
      <figcaption>
        <span>{at}</span>
        <CopyButton text={at} what="the path" />
        {action}
      </figcaption>
      <pre tabIndex={0}>
        {lines.map((line) => (
          <span key={line.number} class={line.marked ? "code-line marked" : "code-line"}>
            <i aria-hidden="true">{line.number}</i>
            <Code text={line.before} />
            {line.marked && <u>{line.marked}</u>}
            <Code text={line.after} />
            {"\n"}
          </span>
        ))}
      </pre>
    </figure>
  );
}

/** JSON with Liquid in colors. */
function Code({ text }: { text: string }) {
  return (
    <>
      {highlight(text).map(({ text: part, kind }, index) =>
        kind ? (
          <span key={index} class={`code-${kind}`}>
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
