import { Braces, Brackets } from "lucide";
import type { TargetedInputEvent, TargetedKeyboardEvent } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { editWhatIf, setWhatIf } from "../../actions";
import { ask } from "../../api";
import { caseQuery, selection, valueToEdit } from "../../state";
import { byteSize, quantity } from "../../text";
import { Button } from "../../ui/button";
import { classNames } from "../../ui/class_names";
import { CopyButton } from "../../ui/copy";
import { Icon } from "../../ui/icon";
import { Switch } from "../../ui/switch";
import { toastError } from "../../ui/toast";
import {
  compactJson,
  fromDateField,
  isJsonNumber,
  jsonProblem,
  textValue,
  toDateField,
  type WhatIf,
} from "../../what_if";
import type { Json, VariableView, WholeValue } from "../../wire";
import { written } from "../../written";
import { pinned } from "./data_pane";

const TYPING_MS = 120; // from the last key to the render

/** The control of a value, by its type; what cannot be edited is shown. */
export function ValueField({ variable }: { variable: VariableView }) {
  const field = useRef<HTMLDivElement>(null);
  const { editPath, type, isShortened } = variable;
  useLayoutEffect(() => {
    if (valueToEdit.value !== variable.path && valueToEdit.value !== editPath) return;
    valueToEdit.value = null;
    const control = field.current?.querySelector<HTMLElement>("input, textarea, button");
    control?.scrollIntoView({ block: "center" });
    control?.focus();
  }, [valueToEdit.value]);
  return (
    <div ref={field} class="value-field">
      {!editPath ? (
        <Shown variable={variable} />
      ) : type === "boolean" ? (
        <Switch
          label={String(variable.value)}
          name={variable.path}
          checked={variable.value === true}
          onChange={(to) => setWhatIf(editPath, String(to))}
        />
      ) : type === "object" || type === "list" || isShortened ? (
        <Structure variable={variable} path={editPath} />
      ) : type === "date" ? (
        <DateField variable={variable} path={editPath} />
      ) : (
        <TextField variable={variable} path={editPath} />
      )}
    </div>
  );
}

/** A value that no fixture holds as it is. */
function Shown({ variable }: { variable: VariableView }) {
  const { value, path } = variable;
  if (value === undefined) return <em class="value-absent">absent</em>;
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 1);
  return (
    <div class="value-shown">
      <output aria-label={path}>
        {text === "" ? <em class="value-absent">empty text</em> : shortened(text)}
      </output>
      <CopyButton text={text} what={`the value of ${path}`} />
    </div>
  );
}

const LONGEST = 300;
const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** Text, a number, or what is absent until something is typed. */
function TextField({ variable, path }: { variable: VariableView; path: string }) {
  const { type } = variable;
  const isNumber = type === "number";
  const field = useEdit(variable, path, {
    read: () => fieldText(variable.value),
    problem: (text) => (isNumber && !isJsonNumber(text) ? "Not a number" : ""),
    // Into what is absent or null anything can be typed: JSON, or else text.
    value: (text) => (type === "text" ? textValue(text) : text.trim() || '""'),
  });
  const absent = { absent: "absent", null: "null" }[type as string];
  const rows = Math.min(6, Math.max(field.text.split("\n").length, Math.ceil(field.text.length / 44)));
  const shared = {
    ...field.props,
    value: field.text,
    placeholder: absent ?? (type === "text" ? "empty text" : ""),
    class: classNames("field", absent && field.text === "" && "value-absent", isNumber && "number"),
    autocomplete: "off" as const,
    spellcheck: false,
    dir: "auto" as const,
  };
  return (
    <>
      {rows > 1 ? (
        <textarea {...shared} rows={rows} />
      ) : (
        <input {...shared} inputMode={isNumber ? "decimal" : "text"} />
      )}
      {field.complaint}
    </>
  );
}

function fieldText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Unix seconds as a date in UTC. */
function DateField({ variable, path }: { variable: VariableView; path: string }) {
  const field = useEdit(variable, path, {
    read: () => toDateField(Number(variable.value)),
    problem: (text) => (fromDateField(text) === null ? "Not a date" : ""),
    value: (text) => String(fromDateField(text)),
  });
  return (
    <>
      <input {...field.props} type="datetime-local" step={1} class="field" value={field.text} />
      <small class="value-note">
        UTC · <code>{String(variable.value)}</code>
      </small>
      {field.complaint}
    </>
  );
}

interface Reading {
  /** The text of the saved value. */
  read: () => string;
  /** Why a text cannot be the value, empty where it can. */
  problem: (text: string) => string;
  /** What is set for a text. */
  value: (text: string) => string;
}

let isPointerDown = false;
addEventListener(
  "pointerdown",
  () => {
    isPointerDown = true;
  },
  true,
);
for (const name of ["pointerup", "pointercancel"]) {
  addEventListener(
    name,
    () => {
      isPointerDown = false;
    },
    true,
  );
}

/** Do what moves things on the screen once nothing is being clicked: a click needs its target to stay. */
function afterPointer(work: () => void): void {
  if (isPointerDown) addEventListener("pointerup", () => setTimeout(work), { once: true });
  else work();
}

/** A field whose text renders as it is typed; Enter leaves it, Esc takes back what was typed. */
function useEdit(variable: VariableView, path: string, { read, problem, value }: Reading) {
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const before = useRef<WhatIf & { text: string }>({ set: [], unset: [], text: "" });
  const draftOf = useRef<string | null>(null);
  const pending = useRef<{ timer: number; text: string } | null>(null);
  const text = draft ?? read();
  const wrong = draft === null || draft === before.current.text ? "" : problem(draft);
  const flush = () => {
    const waiting = pending.current;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    pending.current = null;
    if (waiting.text === before.current.text) editWhatIf(before.current);
    else if (!problem(waiting.text)) setWhatIf(path, value(waiting.text));
  };
  draftOf.current = draft;
  const leave = () => {
    flush();
    draftOf.current = null;
    setDraft(null);
    afterPointer(() => {
      if (pinned.value?.path === variable.path && draftOf.current === null) pinned.value = null;
    });
  };
  useEffect(() => leave, []);
  const props = {
    "aria-label": variable.path,
    "aria-invalid": wrong ? true : undefined,
    "aria-describedby": wrong ? id : undefined,
    onFocus: () => {
      const { set, unset } = selection.value;
      before.current = { set, unset, text: read() };
      pinned.value = variable;
    },
    onInput: (event: TargetedInputEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const typed = event.currentTarget.value;
      setDraft(typed);
      clearTimeout(pending.current?.timer);
      pending.current = { text: typed, timer: window.setTimeout(flush, TYPING_MS) };
    },
    onBlur: leave,
    onKeyDown: (event: TargetedKeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.stopPropagation();
        clearTimeout(pending.current?.timer);
        pending.current = null;
        if (draft !== null) editWhatIf(before.current);
        event.currentTarget.blur();
      }
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        event.currentTarget.blur();
      }
    },
  };
  const complaint = wrong && (
    <small id={id} class="value-wrong">
      {wrong}
    </small>
  );
  return { text, props, complaint };
}

/** An object, a list or a long text: a summary that opens an editor. */
function Structure({ variable, path }: { variable: VariableView; path: string }) {
  const [open, setOpen] = useState(false);
  const [whole, setWhole] = useState<WholeValue | null>(null);
  const anchor = useRef<HTMLButtonElement>(null);
  const show = async () => {
    if (open) return setOpen(false);
    try {
      // As text, for numbers that JavaScript would round.
      setWhole(written ? wholeOf(variable) : await ask("/api/value", { ...caseQuery(), path }));
      setOpen(true);
    } catch (error) {
      toastError(error);
    }
  };
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => anchor.current?.focus());
  };
  const isList = variable.type === "list";
  return (
    <div class="structure">
      <button
        ref={anchor}
        type="button"
        class="field structure-summary"
        aria-label={`Edit ${variable.path}`}
        aria-expanded={open}
        onClick={() => void show()}
      >
        <Icon of={isList ? Brackets : Braces} size={14} />
        <span>{summaryOf(variable)}</span>
      </button>
      {open && whole && <JsonField path={path} label={variable.path} whole={whole} onClose={close} />}
    </div>
  );
}

/** Return what a written page holds of a value. */
function wholeOf({ path, value }: VariableView): WholeValue {
  const isJson = typeof value !== "string";
  return { path, isJson, text: isJson ? JSON.stringify(value, null, 2) : value };
}

function summaryOf({ value, isShortened }: VariableView): string {
  if (typeof value === "string") return value.slice(0, 200);
  const text = JSON.stringify(value) ?? "";
  const count = Array.isArray(value)
    ? quantity(value.length, "item")
    : quantity(Object.keys((value as object) ?? {}).length, "member");
  return isShortened ? `More than ${count}` : `${count} · ${text.slice(0, 120)}`;
}

const LARGE = 100_000; // characters; larger ones render when the typing pauses

/** A value as text: JSON, which is checked as it is typed, or a text that is too long for a line. */
function JsonField(props: { path: string; label: string; whole: WholeValue; onClose: () => void }) {
  const { path, label, whole, onClose } = props;
  const isText = !whole.isJson;
  const [text, setText] = useState(whole.text ?? "");
  const area = useRef<HTMLTextAreaElement>(null);
  const timer = useRef(0);
  const id = useId();
  const before = useRef<WhatIf & { text: string }>({ ...selection.value, text });
  const wrong = isText ? null : jsonProblem(text);
  useLayoutEffect(() => {
    area.current?.focus();
    area.current?.setSelectionRange(0, 0);
    area.current?.scrollTo(0, 0);
    return () => clearTimeout(timer.current);
  }, []);
  const commit = (typed: string) => {
    clearTimeout(timer.current);
    if (typed === before.current.text) editWhatIf(before.current);
    else if (isText) setWhatIf(path, textValue(typed));
    else if (!jsonProblem(typed)) setWhatIf(path, compactJson(typed));
  };
  const revert = () => {
    clearTimeout(timer.current);
    editWhatIf(before.current);
    onClose();
  };
  const done = () => {
    if (wrong) {
      area.current?.focus();
      if (wrong.offset >= 0) area.current?.setSelectionRange(wrong.offset, wrong.offset + 1);
      return;
    }
    commit(text);
    onClose();
  };
  return (
    <div class="json-field">
      <textarea
        ref={area}
        class="field"
        aria-label={`${label} as ${isText ? "text" : "JSON"}`}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={id}
        spellcheck={false}
        rows={Math.min(18, Math.max(4, text.slice(0, 4000).split("\n").length))}
        value={text}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          setText(typed);
          clearTimeout(timer.current);
          timer.current = window.setTimeout(commit, typed.length > LARGE ? 800 : 2 * TYPING_MS, typed);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            revert();
          }
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            done();
          }
        }}
      />
      <footer>
        <span id={id} class={wrong ? "value-wrong" : "quiet"} role="status">
          {wrong
            ? `${wrong.line > 0 ? `Line ${wrong.line}, column ${wrong.column}: ` : ""}${wrong.message}`
            : byteSize(text.length)}
        </span>
        <CopyButton text={() => text} what="the value" />
        <Button kind="quiet" onClick={revert}>
          Cancel
        </Button>
        <Button onClick={done}>Done</Button>
      </footer>
    </div>
  );
}
