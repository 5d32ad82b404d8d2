import { ArrowRight } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { choose } from "../../actions";
import { ask } from "../../api";
import { caseLabel, casesOf } from "../../cases";
import { caseQuery, caseView, overview, row, selection, templateFile, unsavedTexts } from "../../state";
import { quantity } from "../../text";
import { Button } from "../../ui/button";
import { classNames } from "../../ui/class_names";
import { CopyButton } from "../../ui/copy";
import { VerdictGlyph } from "../../ui/glyph";
import { Icon } from "../../ui/icon";
import { type Choice, Picker } from "../../ui/menu";
import { Prose } from "../../ui/prose";
import type { DiffLine, DiffView, Json } from "../../wire";
import { Message } from "../canvas/message";
import { foldLines, type Run } from "./folds";
import "./changes.css";

/** The payload beside what it was, or what another case is. */
export function Changes() {
  const { against } = selection.value;
  const [diff, setDiff] = useState<DiffView | null>(null);
  const [problem, setProblem] = useState("");
  const view = caseView.value;
  useEffect(() => {
    let isCurrent = true;
    ask("/api/diff", { ...caseQuery(), against })
      .then((found) => {
        if (!isCurrent) return;
        setDiff(found);
        setProblem("");
      })
      .catch((error: Error & { help?: string }) => {
        if (!isCurrent) return;
        const message = error instanceof TypeError ? "The preview does not answer." : error.message;
        setProblem(`${message} ${error.help ?? ""}`.trim());
      });
    return () => {
      isCurrent = false;
    };
  }, [view, against]);
  return (
    <div
      class="changes"
      id="view"
      role="tabpanel"
      aria-label="Changes"
      aria-busy={!diff && !problem}
      tabIndex={-1}
    >
      <Head diff={problem ? null : diff} />
      {unsavedTexts.value.has(templateFile.value) && (
        <p class="changes-note">The text in Source is not saved: the last save is compared.</p>
      )}
      {problem || diff?.problem ? (
        <p class="changes-none">
          <Prose text={problem || diff?.problem || ""} />
        </p>
      ) : (
        diff && <Comparison key={diff.against} diff={diff} />
      )}
    </div>
  );
}

const REVISION = "revision:";

function Head({ diff }: { diff: DiffView | null }) {
  const { against } = selection.value;
  const [asksRevision, setAsksRevision] = useState(false);
  const pick = (id: string) => {
    setAsksRevision(id === REVISION);
    if (id !== REVISION) choose({ against: id }, { replace: true });
  };
  const added = diff?.lines.filter((each) => each.kind === "added").length ?? 0;
  const removed = diff?.lines.filter((each) => each.kind === "removed").length ?? 0;
  return (
    <header class="changes-head">
      <Picker
        label="Compare with"
        choices={choicesOf(against)}
        chosen={asksRevision ? REVISION : against}
        onChoose={pick}
      />
      {asksRevision && <RevisionForm onDone={() => setAsksRevision(false)} />}
      {diff && !diff.problem && !diff.identical && (
        <p>
          {added > 0 && <span class="added">+{added}</span>}{" "}
          {removed > 0 && <span class="removed">−{removed}</span>}
          <span class="visually-hidden"> lines added and removed</span>
        </p>
      )}
      {diff && !diff.problem && !diff.identical && (
        <CopyButton text={() => patchOf(diff)} what="the comparison" />
      )}
    </header>
  );
}

function choicesOf(against: string): Choice[] {
  const known = overview.value;
  const here = row.value;
  const { language } = selection.value;
  const cases = known && here ? casesOf(known, here, language) : [];
  const others = cases
    .filter((each) => each.profile !== selection.value.profile || each.data !== selection.value.data)
    .map((each) => ({ id: `case:${each.profile}/${each.data}`, label: caseLabel(each) }));
  const fixed = [
    { id: "commit", label: "the last commit" },
    { id: "saved", label: "the last save" },
    { id: REVISION, label: "another revision…", detail: "a branch, a tag or a commit" },
  ];
  const isKnown = [...fixed, ...others].some((each) => each.id === against);
  const chosen = isKnown ? [] : [{ id: against, label: against.slice(against.indexOf(":") + 1) }];
  return [...fixed.slice(0, 2), ...chosen, ...fixed.slice(2), ...others];
}

function RevisionForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      class="changes-revision"
      onSubmit={(event) => {
        event.preventDefault();
        if (!name.trim()) return;
        onDone();
        choose({ against: REVISION + name.trim() }, { replace: true });
      }}
    >
      <input
        class="field"
        aria-label="Revision"
        placeholder="main, v1.2 or HEAD~3"
        autocomplete="off"
        spellcheck={false}
        ref={input}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!name.trim()}>
        Compare
      </Button>
    </form>
  );
}

function Comparison({ diff }: { diff: DiffView }) {
  if (diff.identical) {
    return (
      <p class="changes-none">
        <VerdictGlyph verdict="clean" label={null} /> Nothing differs from {diff.title}.
      </p>
    );
  }
  return (
    <>
      <div class="changes-cards">
        <Side title={diff.title} text={diff.before} />
        <Icon of={ArrowRight} size={18} class="changes-arrow" />
        <Side title="now" text={diff.after} />
      </div>
      <div class="changes-lines" role="region" aria-label={`Changes since ${diff.title}`} tabIndex={0}>
        {foldLines(diff.lines).map((run, index) => (
          <Lines key={index} run={run} />
        ))}
      </div>
    </>
  );
}

function Side({ title, text }: { title: string; text: string | null }) {
  if (text === null) return null;
  const properties: Json = JSON.parse(text);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div class="message-card">
        <Message properties={properties} />
      </div>
    </figure>
  );
}

function Lines({ run }: { run: Run }) {
  const [open, setOpen] = useState(false);
  if (run.folded && !open) {
    return (
      <button type="button" class="changes-fold" onClick={() => setOpen(true)}>
        {quantity(run.lines.length, "unchanged line")}
      </button>
    );
  }
  return (
    <>
      {run.lines.map((each) => (
        <Line key={`${each.before} ${each.after}`} line={each} />
      ))}
    </>
  );
}

const SIGNS = { same: " ", removed: "−", added: "+" } as const;
const Marks = { same: "span", removed: "del", added: "ins" } as const;

function Line({ line }: { line: DiffLine }) {
  const Mark = Marks[line.kind];
  return (
    <div class={classNames("changes-line", line.kind)}>
      <i aria-hidden="true">{line.before}</i>
      <i aria-hidden="true">{line.after}</i>
      <b aria-hidden="true">{SIGNS[line.kind]}</b>
      <code dir="auto">
        {line.segments.map((each, index) =>
          each.changed ? <Mark key={index}>{each.text}</Mark> : <span key={index}>{each.text}</span>,
        )}
      </code>
    </div>
  );
}

function patchOf(diff: DiffView): string {
  const signs = { same: " ", removed: "-", added: "+" } as const;
  return diff.lines
    .map((each) => signs[each.kind] + each.segments.map(({ text }) => text).join(""))
    .join("\n");
}
