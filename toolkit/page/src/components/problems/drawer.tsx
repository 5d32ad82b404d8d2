import { signal } from "@preact/signals";
import { ChevronUp, CircleX, Info, SquarePen, TriangleAlert } from "lucide";
import { useState } from "preact/hooks";
import { choose, openFinding } from "../../actions";
import { caseLabel, isChosen } from "../../cases";
import { openInEditor } from "../../editor_link";
import { applyFix } from "../../fixes";
import { isNarrow } from "../../layout";
import { drawerFolded } from "../../preferences";
import { overview } from "../../state";
import { quantity } from "../../text";
import { Button, IconButton } from "../../ui/button";
import { classNames } from "../../ui/class_names";
import { CodeFrame } from "../../ui/code_frame";
import { VerdictGlyph } from "../../ui/glyph";
import { Icon } from "../../ui/icon";
import { Prose } from "../../ui/prose";
import type { FindingView } from "../../wire";
import { findingKey, hasFindings, otherFindings, ownFindings } from "./findings";
import "./drawer.css";

const chosen = signal("");

/** What is wrong: with this message first, then with the project; one line where nothing is. */
export function ProblemsDrawer() {
  const own = ownFindings.value;
  const others = otherFindings.value;
  const open = (!drawerFolded.value || isNarrow.value) && hasFindings.value;
  return (
    <>
      <div class="drawer-head">
        {hasFindings.value && (
          <IconButton
            icon={ChevronUp}
            label={open ? "Fold the problems" : "Show the problems"}
            shortcut="P"
            aria-expanded={open}
            onClick={() => {
              drawerFolded.value = !drawerFolded.value;
            }}
          />
        )}
        <h2>Problems</h2>
        {hasFindings.value ? (
          <>
            <Count label="This message" findings={own} />
            <Count label="Project" findings={[...own, ...others]} />
          </>
        ) : (
          overview.value && <Clean cases={overview.value.project.summary.cases} />
        )}
      </div>
      {open && <Lists own={own} others={others} />}
    </>
  );
}

/** What was checked and found good; without a case that is nothing. */
function Clean({ cases }: { cases: number }) {
  if (cases === 0) return <span class="quiet">There is no case to check yet.</span>;
  return (
    <span class="drawer-clean">
      <VerdictGlyph verdict="clean" label={null} /> None in {quantity(cases, "case")}
    </span>
  );
}

function Count({ label, findings }: { label: string; findings: readonly FindingView[] }) {
  const errors = findings.filter((each) => each.severity === "error").length;
  const warnings = findings.filter((each) => each.severity === "warning").length;
  const rest = findings.length - errors - warnings;
  return (
    <span class="drawer-count">
      {label}
      {errors > 0 && (
        <b class="red" title={quantity(errors, "error")}>
          <Icon of={CircleX} size={13} />
          {errors}
          <span class="visually-hidden"> errors</span>
        </b>
      )}
      {warnings > 0 && (
        <b class="amber" title={quantity(warnings, "warning")}>
          <Icon of={TriangleAlert} size={13} />
          {warnings}
          <span class="visually-hidden"> warnings</span>
        </b>
      )}
      {rest > 0 && (
        <b title={quantity(rest, "hint")}>
          <Icon of={Info} size={13} />
          {rest}
          <span class="visually-hidden"> hints</span>
        </b>
      )}
      {findings.length === 0 && <b>0</b>}
    </span>
  );
}

const AT_ONCE = 100;

function Lists({ own, others }: { own: readonly FindingView[]; others: readonly FindingView[] }) {
  const [most, setMost] = useState(AT_ONCE);
  const all = [...own, ...others];
  const shown = all.find((each) => findingKey(each) === chosen.value) ?? all[0];
  return (
    <div class="drawer-body">
      <div class="drawer-list">
        <Section
          label="This message"
          findings={own}
          shown={shown}
          empty="Nothing is wrong with this message."
        />
        <Section label="Project" findings={others.slice(0, most)} shown={shown} />
        {others.length > most && (
          <Button kind="link" onClick={() => setMost(most * 4)}>
            Show more of {quantity(others.length - most, "problem")}
          </Button>
        )}
      </div>
      {!isNarrow.value && shown && (
        <div class="drawer-detail">
          <Detail key={findingKey(shown)} finding={shown} />
        </div>
      )}
    </div>
  );
}

interface SectionProps {
  label: string;
  findings: readonly FindingView[];
  shown: FindingView | undefined;
  empty?: string;
}

function Section({ label, findings, shown, empty = "" }: SectionProps) {
  if (findings.length === 0 && !empty) return null;
  return (
    <section aria-label={label}>
      <h3>{label}</h3>
      {findings.length === 0 && <p class="quiet">{empty}</p>}
      <ul>
        {findings.map((each) => {
          const isShown = each === shown;
          return (
            <li key={findingKey(each)}>
              <Problem finding={each} isShown={isShown} />
              {isNarrow.value && isShown && <Detail finding={each} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Problem({ finding, isShown }: { finding: FindingView; isShown: boolean }) {
  const { severity, message, place } = finding;
  return (
    <button
      type="button"
      class={classNames("problem", isShown && "shown")}
      aria-current={isShown}
      onClick={() => {
        chosen.value = findingKey(finding);
        openFinding(finding);
      }}
    >
      <VerdictGlyph verdict={severity} label={severity} />
      <span class="problem-message">
        <Prose text={message} />
      </span>
      <code>
        {place.file.split("/").at(-1)}:{place.line}
      </code>
    </button>
  );
}

/** A problem with its place, why it matters, and what fixes it. */
function Detail({ finding }: { finding: FindingView }) {
  const { place, excerpt, severity, label, notes, help, fix, rule } = finding;
  const { editor, write } = overview.value?.project.capabilities ?? {};
  return (
    <div class="problem-detail">
      {excerpt.length > 0 && (
        <CodeFrame
          place={place}
          lines={excerpt}
          severity={severity}
          action={
            editor?.ready && (
              <Button kind="link" onClick={() => void openInEditor(place)}>
                Open in editor
              </Button>
            )
          }
        />
      )}
      {[label, ...notes].filter(Boolean).map((each) => (
        <p key={each}>
          <Prose text={each} />
        </p>
      ))}
      {help && (
        <p>
          <b>Help</b> <Prose text={help} />
        </p>
      )}
      <div class="problem-foot">
        {fix && (
          <Button
            icon={SquarePen}
            disabled={!write?.ready}
            data-tip={write?.ready ? undefined : write?.why}
            onClick={() => void applyFix(fix)}
          >
            <Prose text={fix.title} />
          </Button>
        )}
        <code class="quiet">{rule}</code>
        <Cases finding={finding} />
      </div>
    </div>
  );
}

const CASES_SHOWN = 4;

function Cases({ finding }: { finding: FindingView }) {
  const { cases, caseCount, template } = finding;
  const others = cases.filter((each) => !isChosen(each)).slice(0, CASES_SHOWN);
  if (caseCount === 0) return null;
  return (
    <>
      <span class="quiet">in {quantity(caseCount, "case")}</span>
      {others.map((each) => (
        <button
          key={`${caseLabel(each)} ${each.language}`}
          type="button"
          class="tag"
          onClick={() => choose(template ? { template, ...each } : { ...each })}
        >
          {caseLabel(each)}
        </button>
      ))}
    </>
  );
}
