// Short answers to actions; one with an `undo` stays long enough to take it back.

import { signal } from "@preact/signals";
import { CircleAlert, CircleCheck, X } from "lucide";
import { Icon } from "./icon";
import "./toast.css";

export interface Toast {
  id: number;
  text: string;
  kind: "done" | "failed";
  detail?: string;
  action?: { label: string; run: () => void };
}

const SHOWN_MS = 4000;
const WITH_ACTION_MS = 10_000;
const MOST = 4;

const toasts = signal<readonly Toast[]>([]);
let last = 0;

interface Options {
  kind?: Toast["kind"];
  detail?: string;
  action?: Toast["action"];
}

/** Answer an action; a failure stays until it is dismissed. */
export function toast(text: string, { kind = "done", detail, action }: Options = {}): void {
  const id = ++last;
  const made: Toast = { id, text, kind, ...(detail && { detail }), ...(action && { action }) };
  toasts.value = [...toasts.value.filter((each) => each.text !== text), made].slice(-MOST);
  if (kind === "done") setTimeout(() => dismiss(id), action ? WITH_ACTION_MS : SHOWN_MS);
}

/** Say that an action failed, with the server's reason. */
export function toastError(error: unknown): void {
  const message = error instanceof TypeError ? "The preview does not answer." : (error as Error).message;
  const help = (error as { help?: string }).help;
  toast(message, { kind: "failed", ...(help && { detail: help }) });
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((each) => (
        <div key={each.id} class={`toast ${each.kind}`}>
          <Icon of={each.kind === "done" ? CircleCheck : CircleAlert} />
          <div class="toast-text">
            {each.text}
            {each.detail && <small>{each.detail}</small>}
          </div>
          {each.action && (
            <button
              type="button"
              class="toast-action"
              onClick={() => {
                dismiss(each.id);
                each.action?.run();
              }}
            >
              {each.action.label}
            </button>
          )}
          <button type="button" class="toast-close" aria-label="Dismiss" onClick={() => dismiss(each.id)}>
            <Icon of={X} size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
