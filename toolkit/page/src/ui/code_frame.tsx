import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { ExcerptLine, Place } from "../wire";
import { Code } from "./code";
import { CopyButton } from "./copy";
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
  const text = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    const mark = text.current?.querySelector("u");
    if (mark && text.current) revealMark(mark, text.current);
  }, [place.file, place.start]);
  return (
    <figure class={`code-frame ${severity}`}>
      <figcaption>
        <span>{at}</span>
        <CopyButton text={at} what="the path" />
        {action}
      </figcaption>
      <pre ref={text} tabIndex={0}>
        {dedent(lines).map((line) => (
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

/** Scroll a mark into its box, and nothing else. */
function revealMark(mark: HTMLElement, box: HTMLElement): void {
  const start = mark.getBoundingClientRect().left - box.getBoundingClientRect().left + box.scrollLeft;
  const end = start + Math.min(mark.offsetWidth, box.clientWidth / 2);
  if (end > box.clientWidth) box.scrollLeft = end - box.clientWidth / 2;
}

/** Take away the indentation that all lines share. */
export function dedent(lines: readonly ExcerptLine[]): readonly ExcerptLine[] {
  const indents = lines
    .filter((each) => (each.before + each.marked + each.after).trim())
    .map((each) => /^[ \t]*/.exec(each.before)?.[0].length ?? 0);
  const shared = Math.min(...indents, 80);
  return shared > 0 ? lines.map((each) => ({ ...each, before: each.before.slice(shared) })) : lines;
}
