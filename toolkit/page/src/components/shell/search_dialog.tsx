import type { IconNode } from "lucide";
import { CornerDownLeft, Database, Search, UserRound } from "lucide";
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { choose, openFinding, openTemplate } from "../../actions";
import { overview, row } from "../../state";
import { Dialog } from "../../ui/dialog";
import { VerdictGlyph } from "../../ui/glyph";
import { Icon } from "../../ui/icon";
import { Kbd } from "../../ui/kbd";
import type { Overview, TemplateRow, Verdict } from "../../wire";
import { search } from "./search";
import "./search_dialog.css";

interface Found {
  id: string;
  kind: string;
  label: string;
  detail: string;
  icon?: IconNode;
  verdict?: Verdict;
  run: () => void;
}

const MOST = 50;

/** Search everything there is: names first, then what is wrong. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const known = overview.value;
  const entries = useMemo(() => (known ? entriesOf(known, row.value) : []), [known]);
  const found = useMemo(() => search(entries, text).slice(0, MOST), [entries, text]);
  const here = Math.min(at, found.length - 1);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector(".active")?.scrollIntoView({ block: "nearest" });
  }, [here]);
  const open = (wanted: Found | undefined) => {
    if (!wanted) return;
    onClose();
    wanted.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length) {
      event.preventDefault();
      setAt((here + by + found.length) % found.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      open(found[here]);
    }
  };
  return (
    <Dialog title="Search" onClose={onClose} bare class="search-dialog">
      <div class="search-field">
        <Icon of={Search} />
        <input
          ref={input}
          role="combobox"
          aria-label="Search templates, cases, problems"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found[here] ? `${id}-${here}` : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder="Search templates, cases, problems"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Esc" />
      </div>
      <ul ref={list} id={id} class="search-list" role="listbox" aria-label="Found">
        {found.map((each, index) => (
          <li
            key={each.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === here}
            class={index === here ? "search-item active" : "search-item"}
            onPointerMove={() => setAt(index)}
            onClick={() => open(each)}
          >
            {each.verdict ? <VerdictGlyph verdict={each.verdict} /> : each.icon && <Icon of={each.icon} />}
            <span class="search-label" dir="auto">
              {each.label}
            </span>
            <span class="search-detail" dir="auto">
              {each.detail}
            </span>
            <span class="search-kind">{each.kind}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="search-none">Nothing matches “{text}”.</p>}
      <footer class="search-foot">
        <span>
          <Kbd keys="↑↓" /> move
        </span>
        <span>
          <Icon of={CornerDownLeft} size={13} /> open
        </span>
      </footer>
    </Dialog>
  );
}

function entriesOf(known: Overview, here: TemplateRow | null): Found[] {
  const templates = known.templates.map<Found>((each) => ({
    id: `t ${each.name}`,
    kind: each.group || "Template",
    label: each.title,
    detail: each.name,
    verdict: each.verdict,
    run: () => openTemplate(each.name),
  }));
  const data = (here?.data ?? []).map<Found>(({ name, label }) => ({
    id: `d ${name}`,
    kind: "Data",
    label,
    detail: label === name ? "" : name,
    icon: Database,
    run: () => choose({ data: name }),
  }));
  const profiles = known.project.profiles.map<Found>(({ name, label }) => ({
    id: `p ${name}`,
    kind: "Profile",
    label,
    detail: label === name ? "" : name,
    icon: UserRound,
    run: () => choose({ profile: name }),
  }));
  const findings = [...known.templates.flatMap((each) => each.findings), ...known.project.problems];
  const problems = findings.map<Found>((each, index) => ({
    id: `f ${index}`,
    kind: "Problem",
    label: each.message.replaceAll("`", ""),
    detail: `${each.place.file}:${each.place.line}`,
    verdict: each.severity,
    run: () => openFinding(each),
  }));
  return [...templates, ...data, ...profiles, ...problems];
}
