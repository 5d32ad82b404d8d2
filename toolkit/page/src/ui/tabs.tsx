import type { ComponentChildren } from "preact";
import "./tabs.css";

export interface Tab<T extends string> {
  id: T;
  label: string;
  /** A number beside the label. */
  badge?: ComponentChildren;
}

interface Props<T extends string> {
  label: string;
  tabs: readonly Tab<T>[];
  chosen: T;
  onChoose: (id: T) => void;
  /** The id of the panel that the tabs fill. */
  panel: string;
}

/** Tabs; the arrows move between them. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose, panel }: Props<T>) {
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const at = tabs.findIndex((each) => each.id === chosen);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(next.id);
    document.getElementById(tabId(panel, next.id))?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((each) => (
        <button
          key={each.id}
          type="button"
          role="tab"
          id={tabId(panel, each.id)}
          aria-selected={each.id === chosen}
          aria-controls={panel}
          tabIndex={each.id === chosen ? 0 : -1}
          onClick={() => onChoose(each.id)}
        >
          {each.label}
          {each.badge}
        </button>
      ))}
    </div>
  );
}

export const tabId = (panel: string, id: string) => `${panel}-tab-${id}`;
