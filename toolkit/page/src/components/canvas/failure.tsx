import { ScanText, SquarePen, Wrench } from "lucide";
import { choose } from "../../actions";
import { caseLabel, isChosen } from "../../cases";
import { openInEditor } from "../../editor_link";
import { applyFix } from "../../fixes";
import { overview, row } from "../../state";
import { languageName } from "../../text";
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
      <pre>
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

function Cause({ cause }: { cause: CauseView }) {
  return (
    <dl class="failure-cause">
      <dt>
        <code>{cause.path}</code>
        {cause.file && <small>from {cause.file}</small>}
      </dt>
      <dd>
        {cause.value === undefined ? <em>absent</em> : <code>{shortJson(cause.value)}</code>}
        {cause.printed !== null && cause.printed !== cause.value && (
          <>
            {" "}
            <span class="quiet">printed</span> <code>{cause.printed || "nothing"}</code>
          </>
        )}
      </dd>
    </dl>
  );
}

const LONGEST = 240;

export function shortJson(value: Json): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function Remedy({ failure }: { failure: FailureView }) {
  const { fix, help } = failure;
  if (!fix && !help) return null;
  const write = overview.value?.project.capabilities.write;
  return (
    <div class="failure-fix">
      <Icon of={Wrench} size={16} />
      <div>
        {fix && <b>{<Prose text={fix.title} />}</b>}
        {help && (
          <p>
            <Prose text={help} />
          </p>
        )}
      </div>
      {fix && (
        <Button
          icon={SquarePen}
          disabled={!write?.ready}
          data-tip={write?.ready ? undefined : write?.why}
          onClick={() => void applyFix(fix)}
        >
          Apply
        </Button>
      )}
    </div>
  );
}

function FailingCases({ view, failure }: { view: CaseView; failure: FailureView }) {
  const { cases, caseCount } = failure;
  if (caseCount < 2 && cases.every(isChosen)) return null;
  const all = row.value?.cases ?? 0;
  const others = cases.filter((each) => !isChosen(each));
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
      {caseCount > cases.length && <span>and {caseCount - cases.length} more</span>}
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
