import { Trash2, Zap } from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { dialog } from "../layout";
import { IconButton } from "../ui/button";
import { classNames } from "../ui/class_names";
import { VerdictGlyph } from "../ui/glyph";
import { Picker } from "../ui/menu";
import type { RequestRow, RequestVerdict } from "../wire";
import { choose, listEarlier } from "./actions";
import { openFaults } from "./keyboard";
import { more, overview, request, rows, selection } from "./state";
import { clock, GLYPHS, titleOf, WORDS } from "./verdicts";
import "../components/shell/sidebar.css";

const CHIPS: { id: RequestVerdict | ""; label: string }[] = [
  { id: "", label: "All" },
  { id: "failed", label: "Failed" },
  { id: "findings", label: "Findings" },
  { id: "refused", label: "Refused" },
];

/** Every request, newest first: what it asked, what became of it. */
export function RequestList() {
  const list = useRef<HTMLDivElement>(null);
  const here = request.value?.row.number;
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <>
      <div class="chips" role="group" aria-label="Which requests to list">
        {CHIPS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            class="chip"
            aria-pressed={selection.value.show === id}
            onClick={() => choose({ show: id, request: null })}
          >
            {label}
          </button>
        ))}
      </div>
      <div class="emulator-tools">
        <PersonPicker />
        {overview.value?.canAct && (
          <>
            <IconButton icon={Zap} label="Inject faults" onClick={openFaults} />
            <IconButton
              icon={Trash2}
              label="Clear all requests"
              disabled={rows.value.length === 0}
              onClick={() => {
                dialog.value = { name: "clear" };
              }}
            />
          </>
        )}
      </div>
      <div class="rows" ref={list}>
        <ul>
          {rows.value.map((row) => (
            <Row key={row.number} row={row} current={row.number === here} />
          ))}
        </ul>
        {rows.value.length === 0 && overview.value && overview.value.requests + overview.value.kept > 0 && (
          <p class="nothing">No such request.</p>
        )}
        {more.value && (
          <button type="button" class="chip earlier" onClick={listEarlier}>
            Earlier requests
          </button>
        )}
      </div>
    </>
  );
}

function PersonPicker() {
  const people = overview.value?.people ?? [];
  const choices = people.map(({ cioId, label, name }) => ({
    id: cioId,
    label: name || label,
    detail: name ? label : "",
  }));
  return (
    <Picker
      label="Inbox"
      choices={[{ id: "", label: "the recipient's" }, ...choices]}
      chosen={selection.value.person}
      onChoose={(person) => choose({ person, request: null })}
    />
  );
}

function Row({ row, current }: { row: RequestRow; current: boolean }) {
  return (
    <li>
      <a
        href={`?r=${row.number}`}
        class="row request-row"
        aria-current={current ? "page" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          choose({ request: row.number });
        }}
      >
        <VerdictGlyph verdict={GLYPHS[row.verdict]} label={WORDS[row.verdict]} />
        <span class="row-name" dir="auto">
          {titleOf(row)}
          <small class={classNames("request-what", row.failure && "red")} dir="auto">
            {row.failure || row.recipient || row.path}
          </small>
        </span>
        <span class="trailing request-meta">
          <time>{clock(row.at)}</time>
          <span class={row.status >= 400 ? "red" : ""}>{row.status || row.fault}</span>
        </span>
      </a>
    </li>
  );
}
