// Menus: a list of actions, and a searchable list of choices.

import type { IconNode } from "lucide";
import { Check, ChevronsUpDown, Search } from "lucide";
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Verdict } from "../wire";
import { IconButton } from "./button";
import { classNames } from "./class_names";
import { VerdictGlyph } from "./glyph";
import { Icon } from "./icon";
import { Kbd } from "./kbd";
import { Popover } from "./popover";
import { rank } from "./rank";
import "./menu.css";

export interface Choice {
  id: string;
  label: string;
  detail?: string;
  verdict?: Verdict | undefined;
}

interface PickerProps {
  /** What is chosen, such as `Profile`; stands before the choice. */
  label: string;
  choices: readonly Choice[];
  chosen: string;
  onChoose: (id: string) => void;
  /** Stands below the list, such as an action that adds a choice. */
  footer?: ComponentChildren;
}

const SEARCHED_FROM = 6; // choices; fewer are seen at a glance

/** A labelled button that opens a list of choices: searched by typing, moved through by arrows. */
export function Picker({ label, choices, chosen, onChoose, footer }: PickerProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const current = choices.find((each) => each.id === chosen);
  const failing = current?.verdict === "error" || current?.verdict === "broken";
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={classNames("picker", failing && "failing")}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <small>{label}</small>
        <span class="picker-chosen">{current?.label ?? "none"}</span>
        {failing && <VerdictGlyph verdict="error" />}
        <Icon of={ChevronsUpDown} size={14} />
      </button>
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)}>
          <ChoiceList
            label={label}
            choices={choices}
            chosen={chosen}
            onChoose={(id) => {
              setOpen(false);
              anchor.current?.focus();
              onChoose(id);
            }}
          />
          {footer && (
            <div class="menu-footer" onClick={() => setOpen(false)}>
              {footer}
            </div>
          )}
        </Popover>
      )}
    </>
  );
}

function ChoiceList({ label, choices, chosen, onChoose }: Omit<PickerProps, "footer">) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      choices.findIndex((each) => each.id === chosen),
    ),
  );
  const found = useMemo(
    () => rank(choices, text, (each) => [each.label, each.detail ?? ""]),
    [choices, text],
  );
  const here = Math.min(at, found.length - 1);
  useLayoutEffect(() => input.current?.focus(), []);
  useEffect(() => list.current?.children[here]?.scrollIntoView({ block: "nearest" }), [here]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: found.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt((next + found.length) % Math.max(1, found.length));
    }
    const option = found[here];
    if (event.key === "Enter" && option) {
      event.preventDefault();
      onChoose(option.id);
    }
  };
  return (
    <>
      <div class={classNames("menu-search", choices.length < SEARCHED_FROM && "few")}>
        <Icon of={Search} size={14} />
        <input
          ref={input}
          role="combobox"
          aria-label={`Search ${label.toLowerCase()}`}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found[here] ? `${id}-${here}` : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder={`Search ${label.toLowerCase()}`}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul ref={list} id={id} class="menu-list" role="listbox" aria-label={label}>
        {found.map((each, index) => (
          <li
            key={each.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={each.id === chosen}
            class={classNames("menu-item", index === here && "active")}
            onPointerMove={() => setAt(index)}
            onClick={() => onChoose(each.id)}
          >
            {each.verdict ? <VerdictGlyph verdict={each.verdict} /> : <span class="menu-space" />}
            <span class="menu-label" dir="auto">
              {each.label}
              {each.detail && <small>{each.detail}</small>}
            </span>
            {each.id === chosen && <Icon of={Check} size={14} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="menu-none">Nothing matches “{text}”.</p>}
    </>
  );
}

export interface MenuAction {
  label: string;
  icon: IconNode;
  keys?: string;
  /** Why it cannot be done now; the action is then shown and does nothing. */
  why?: string | undefined;
  checked?: boolean;
  /** A line above this action. */
  divided?: boolean;
  run: () => void;
}

interface ActionMenuProps {
  label: string;
  icon: IconNode;
  actions: readonly MenuAction[];
}

/** A button that opens a list of actions. */
export function ActionMenu({ label, icon, actions }: ActionMenuProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) list.current?.querySelector("button")?.focus();
  }, [open]);
  const move = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Tab") setOpen(false);
    if (next === undefined) return;
    event.preventDefault();
    buttons[(next + buttons.length) % buttons.length]?.focus();
  };
  return (
    <>
      <IconButton
        buttonRef={anchor}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} align="end">
          <div ref={list} class="menu-list" role="menu" aria-label={label} tabIndex={-1} onKeyDown={move}>
            {actions.map((each) => (
              <Fragment key={each.label}>
                {each.divided && <hr />}
                <button
                  type="button"
                  role={each.checked === undefined ? "menuitem" : "menuitemcheckbox"}
                  aria-checked={each.checked}
                  aria-disabled={each.why ? true : undefined}
                  class="menu-item"
                  onClick={() => {
                    if (each.why) return;
                    setOpen(false);
                    anchor.current?.focus();
                    each.run();
                  }}
                >
                  <Icon of={each.checked ? Check : each.icon} size={15} />
                  <span class="menu-label">
                    {each.label}
                    {each.why && <small>{each.why}</small>}
                  </span>
                  {each.keys && <Kbd keys={each.keys} />}
                </button>
              </Fragment>
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
