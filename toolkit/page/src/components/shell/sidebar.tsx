import { signal } from "@preact/signals";
import { ChevronDown } from "lucide";
import { useLayoutEffect, useRef } from "preact/hooks";
import { choose, openTemplate } from "../../actions";
import { sheet } from "../../layout";
import type { Filter } from "../../selection";
import { overview, selection } from "../../state";
import { languageName, quantity } from "../../text";
import { classNames } from "../../ui/class_names";
import { VERDICT_WORDS, VerdictGlyph } from "../../ui/glyph";
import { Icon } from "../../ui/icon";
import type { Overview, TemplateRow, Verdict } from "../../wire";
import { isIndex } from "../../written";
import { groups, hasOtherName, isFailing } from "./visible_rows";
import "./sidebar.css";

const folded = signal<ReadonlySet<string>>(new Set());

/** All templates by group, with the verdict of each and its translations below it. */
export function Sidebar() {
  const list = useRef<HTMLDivElement>(null);
  const { template, language } = selection.value;
  const known = overview.value;
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [template, language, known === null]);
  if (!known) return <Skeleton />;
  return (
    <>
      <Chips known={known} />
      <div class="rows" ref={list}>
        {groups.value.map((group) => (
          <section key={group.name}>
            {group.name && (
              <h2 class="group">
                <button
                  type="button"
                  aria-expanded={!folded.value.has(group.name)}
                  onClick={() => fold(group.name)}
                >
                  <span dir="auto">{group.name}</span>
                  <Icon of={ChevronDown} size={12} />
                </button>
              </h2>
            )}
            {!folded.value.has(group.name) && (
              <ul>
                {group.rows.map((each) => (
                  <Row key={each.name} row={each} />
                ))}
              </ul>
            )}
          </section>
        ))}
        {groups.value.length === 0 && <Nothing known={known} />}
      </div>
    </>
  );
}

function fold(name: string): void {
  const next = new Set(folded.value);
  if (!next.delete(name)) next.add(name);
  folded.value = next;
}

function Chips({ known }: { known: Overview }) {
  const failing = known.templates.filter(isFailing).length;
  const warning = known.templates.filter((each) => each.warnings > 0).length;
  const chips: { id: Filter; label: string; count: number }[] = [
    { id: "all", label: "All", count: known.templates.length },
    { id: "failing", label: "Failing", count: failing },
    { id: "warnings", label: "Warnings", count: warning },
  ];
  return (
    <div class="chips" role="group" aria-label="Which templates to list">
      {chips.map(({ id, label, count }) => (
        <button
          key={id}
          type="button"
          class={classNames("chip", id)}
          aria-pressed={selection.value.filter === id}
          onClick={() => choose({ filter: id }, { replace: true })}
        >
          {label} <b class={count ? "" : "none"}>{count}</b>
        </button>
      ))}
    </div>
  );
}

function Row({ row }: { row: TemplateRow }) {
  const chosen = !isIndex && selection.value.template === row.name;
  const failing = row.failing.length;
  return (
    <li>
      <Link
        row={row}
        language=""
        current={chosen && selection.value.language === ""}
        verdict={row.verdict}
        label={row.title}
        detail={hasOtherName(row) ? row.name : ""}
        trailing={failing > 0 ? <Share failing={failing} of={row.cases} /> : null}
      />
      {row.languages.length > 0 && (
        <ul class="children">
          {row.languages.map((each) => (
            <li key={each.language}>
              <Link
                row={row}
                language={each.language}
                current={chosen && selection.value.language === each.language}
                verdict={each.verdict}
                label={languageName(each.language) ?? each.language}
                detail=""
                trailing={<code class="trailing">{each.language}</code>}
              />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface LinkProps {
  row: TemplateRow;
  language: string;
  current: boolean;
  verdict: Verdict;
  label: string;
  detail: string;
  trailing: preact.ComponentChildren;
}

function Link({ row, language, current, verdict, label, detail, trailing }: LinkProps) {
  return (
    <a
      href={`?t=${encodeURIComponent(row.name)}${language && `&l=${encodeURIComponent(language)}`}`}
      class="row"
      aria-current={current ? "page" : undefined}
      data-tip={row.file}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        sheet.value = null;
        openTemplate(row.name, language);
      }}
    >
      <VerdictGlyph verdict={verdict} />
      <span class="row-name" dir="auto">
        {label}
        {detail && <code>{detail}</code>}
      </span>
      {trailing}
    </a>
  );
}

function Share({ failing, of }: { failing: number; of: number }) {
  return (
    <span class="trailing" aria-label={`${failing} of ${quantity(of, "case")} fail`} role="img">
      {failing} / {of}
    </span>
  );
}

function Nothing({ known }: { known: Overview }) {
  if (!known.templates.length) return <p class="nothing">No templates yet.</p>;
  const word = selection.value.filter === "failing" ? VERDICT_WORDS.error : VERDICT_WORDS.warning;
  return (
    <p class="nothing">
      <VerdictGlyph verdict="clean" label={null} /> No template {word}.
    </p>
  );
}

function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {[70, 52, 64, 48, 58, 66].map((width) => (
        <i key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
