// Source where nothing can be edited: a page that was written as a file, without the editor's code.

import { useEffect, useRef } from "preact/hooks";
import { caseView, jump } from "../state";
import { Code } from "../ui/code";
import { CopyButton } from "../ui/copy";
import "../components/inspector/source_pane.css";
import "./read_only.css";

export function Source() {
  const list = useRef<HTMLOListElement>(null);
  const view = caseView.value;
  const wanted = jump.value;
  const marked = view && wanted?.file === view.file ? lineOf(view.source, wanted.start) : 0;
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }, [view?.file, wanted]);
  if (!view) return null;
  return (
    <>
      <header class="source-head">
        <span class="source-file">
          <bdi>{view.file}</bdi>
        </span>
        <span class="source-tools">
          <CopyButton text={view.source} what="the source" />
        </span>
      </header>
      <ol class="source-lines" ref={list} tabIndex={0} aria-label={`Source of ${view.file}`}>
        {view.source.split("\n").map((line, index) => (
          <li key={index} aria-current={index + 1 === marked ? "location" : undefined}>
            <code>
              <Code text={line} />
            </code>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Return the line of an offset, counted from 1. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
