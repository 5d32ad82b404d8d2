import { ScanText, Wrench } from "lucide";
import { choose, editValue } from "../../actions";
import { caseLabel, isChosen } from "../../cases";
import { openInEditor } from "../../editor_link";
import { applyFix } from "../../fixes";
import { overview, row } from "../../state";
import { languageName, shortName } from "../../text";
import { Button } from "../../ui/button";
import { CodeFrame } from "../../ui/code_frame";
import { VerdictGlyph } from "../../ui/glyph";
import { Icon } from "../../ui/icon";
import { Prose } from "../../ui/prose";
import type { CaseRef, CaseView, CauseView, FailureView, Json, RenderedExcerpt } from "../../wire";
import "./failure.css";

/** Why a case is not delivered: what, where, because of what, and how it is fixed. */
export function Failure({ view, failure }: { view: CaseView; failure: FailureView }) {
  const { place } = failure;
  return (
    <section class="failure" role="alert">
      <header>
        <h2>
          <VerdictGlyph verdict="error" label="Failed:" />
          <span>
            <Prose text={failure.message} />
          </span>
        </h2>
        {failure.consequence && (
          <p>
            <Prose text={failure.consequence} />
          </p>
        )}
      </header>
      {place && failure.excerpt.length > 0 && (
        <CodeFrame
          place={place}
          lines={failure.excerpt}
          action={
            overview.value?.project.capabilities.editor.ready && (
              <Button kind="link" onClick={() => void openInEditor(place)}>
                Open in editor
              </Button>
            )
          }
        />
      )}
      {failure.rendered && <Rendered excerpt={failure.rendered} />}
      {failure.cause && <Cause cause={failure.cause} />}
      <Remedy failure={failure} />
      <FailingCases view={view} failure={failure} />
    </section>
  );
}

/** The text that was rendered, with a caret at the place where it stops being JSON. */
function Rendered({ excerpt }: { excerpt: RenderedExcerpt }) {
  const before = excerpt.before.split("\n");
  const column = (before.at(-1) ?? "").length;
  const [rest = "", ...after] = excerpt.after.split("\n");
  return (
    <figure class="failure-rendered">
      <figcaption>
        <Icon of={ScanText} size={14} /> Rendered text, line {excerpt.line}, column {excerpt.column}
      </figcaption>
      <pre tabIndex={0}>
        {before.slice(0, -1).join("\n")}
        {before.length > 1 && "\n"}
        {before.at(-1)}
        <mark>{rest.slice(0, 1) || " "}</mark>
        {rest.slice(1)}
        {"\n"}
        <span class="caret" aria-hidden="true">
          {" ".repeat(column)}^
        </span>
        {after.length > 0 && `\n${after.join("\n")}`}
      </pre>
    </figure>
  );
}

/** The value that made it fail, and where it is from. */
function Cause({ cause }: { cause: CauseView }) {
  const { path, value, printed, file } = cause;
  return (
    <dl class="failure-cause">
      <dt>
        <code>{path}</code>
      </dt>
      <dd>
        {value === undefined ? <span class="absent">absent</span> : <code>{shortJson(value)}</code>}
        {printed !== null && printed !== value && (
          <>
            {" "}
            <span class="quiet">printed</span> {printed ? <code>{printed}</code> : "nothing"}
          </>
        )}
      </dd>
      {file && <dd class="from">{file}</dd>}
    </dl>
  );
}

const LONGEST = 240;

function shortJson(value: Json): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** How it is fixed: by the mechanical fix where there is one, or by a value in the fixture. */
function Remedy({ failure }: { failure: FailureView }) {
  const { fix, help, cause } = failure;
  if (!fix && !help) return null;
  const write = overview.value?.project.capabilities.write;
  const fixture = cause?.file.startsWith("fixtures/") ? cause.file.split("/").at(-1) : null;
  return (
    <div class="failure-fix">
      <Icon of={Wrench} size={16} />
      <div>
        {fix && (
          <b>
            <Prose text={fix.title} />
          </b>
        )}
        {help && (
          <p>
            <Prose text={help} />
          </p>
        )}
      </div>
      <span class="failure-buttons">
        {fix && (
          <Button
            disabled={!write?.ready}
            data-tip={write?.ready ? undefined : write?.why}
            onClick={() => void applyFix(fix)}
          >
            Apply
          </Button>
        )}
        {cause && fixture && (
          <Button onClick={() => editValue(cause.path)}>
            {cause.value === undefined ? "Add to" : "Edit in"} {shortName(fixture, 28)}
          </Button>
        )}
      </span>
    </div>
  );
}

const SHOWN = 3; // failing cases named here; All cases has the rest

function FailingCases({ view, failure }: { view: CaseView; failure: FailureView }) {
  const { cases, caseCount } = failure;
  if (caseCount < 2 && cases.every(isChosen)) return null;
  const all = row.value?.cases ?? 0;
  const others = cases.filter((each) => !isChosen(each)).slice(0, SHOWN);
  const rest = caseCount - others.length - Number(cases.some(isChosen));
  return (
    <footer class="failure-cases">
      <span>
        Fails in {caseCount} of {all} cases
      </span>
      {others.map((each) => (
        <button
          key={`${caseLabel(each)} ${each.language}`}
          type="button"
          class="tag"
          onClick={() => choose({ ...each })}
        >
          {named(each, view)}
        </button>
      ))}
      {rest > 0 && <span>and {rest} more</span>}
      <Button kind="link" onClick={() => choose({ view: "cases", failing: true })}>
        Show all
      </Button>
    </footer>
  );
}

function named(each: CaseRef, view: CaseView): string {
  const language = each.language === view.language ? "" : (languageName(each.language) ?? "default");
  return [caseLabel(each), language].filter(Boolean).join(" · ");
}
