import { LayoutGrid, LayoutList } from "lucide";
import { choose } from "../../actions";
import { caseLabel, isChosen } from "../../cases";
import { denseCases } from "../../preferences";
import { matrices, overview, selection } from "../../state";
import { languageName, quantity } from "../../text";
import { classNames } from "../../ui/class_names";
import { VERDICT_WORDS, VerdictGlyph } from "../../ui/glyph";
import { Icon } from "../../ui/icon";
import { Prose } from "../../ui/prose";
import { Switch } from "../../ui/switch";
import type { MatrixCell, MatrixOutcome, MatrixView } from "../../wire";
import { Message } from "../canvas/message";
import { groupOutcomes, isBad, type OutcomeGroup, shownCells } from "./outcomes";
import "./all_cases.css";

/** Every case at once: as cards, one for each different outcome, or as a table of verdicts. */
export function AllCases() {
  const { failing, every, template } = selection.value;
  const known = matrices.value?.filter((each) => every || each.template === template);
  const cells = known?.flatMap((each) => each.cells.map((cell) => each.outcomes[cell.outcome])) ?? [];
  const bad = cells.filter((each) => each && isBad(each)).length;
  const different = known?.reduce((sum, each) => sum + each.outcomes.length, 0) ?? 0;
  const slow = known?.reduce((sum, each) => sum + each.cells.filter((cell) => cell.slow > 0).length, 0) ?? 0;
  return (
    <div class="cases" id="view" role="tabpanel" aria-label="All cases" aria-busy={!known} tabIndex={-1}>
      <div class="cases-head" role="group" aria-label="Which cases, and how">
        {known && (
          <>
            <p>
              {quantity(cells.length, "case")}, {quantity(different, "different outcome")}
              {slow > 0 && `, ${slow} slow`}
            </p>
            <Switch
              label={`Failing only ${bad}`}
              checked={failing}
              onChange={(checked) => choose({ failing: checked }, { replace: true })}
            />
            <Switch
              label="All templates"
              checked={every}
              onChange={(checked) => choose({ every: checked }, { replace: true })}
            />
            <div class="segments" role="group" aria-label="Density">
              <DensityButton dense={false} label="Cards" icon={LayoutGrid} />
              <DensityButton dense label="Compact" icon={LayoutList} />
            </div>
          </>
        )}
      </div>
      <div class={classNames("matrices", denseCases.value && "dense")}>
        {known?.map((each) => (
          <Matrix key={`${each.template} ${each.language}`} matrix={each} named={every} />
        ))}
      </div>
      {known && bad === 0 && failing && (
        <p class="cases-none">
          <VerdictGlyph verdict="clean" label={null} /> No case fails.
        </p>
      )}
      {known && cells.length === 0 && !failing && (
        <p class="cases-none">This template cannot be rendered yet.</p>
      )}
    </div>
  );
}

function DensityButton({ dense, label, icon }: { dense: boolean; label: string; icon: typeof LayoutGrid }) {
  return (
    <button
      type="button"
      aria-pressed={denseCases.value === dense}
      onClick={() => {
        denseCases.value = dense;
      }}
    >
      <Icon of={icon} size={14} /> {label}
    </button>
  );
}

function Matrix({ matrix, named }: { matrix: MatrixView; named: boolean }) {
  const cells = shownCells(matrix, selection.value.failing);
  if (cells.length === 0) return null;
  const title =
    overview.value?.templates.find((each) => each.name === matrix.template)?.title ?? matrix.template;
  return (
    <section class="matrix">
      {named && (
        <h3>
          <button
            type="button"
            onClick={() => choose({ template: matrix.template, language: matrix.language, every: false })}
          >
            {title}
            {matrix.language && <small>{languageName(matrix.language)}</small>}
          </button>
        </h3>
      )}
      {denseCases.value ? <Table matrix={matrix} cells={cells} /> : <Cards matrix={matrix} cells={cells} />}
    </section>
  );
}

interface Part {
  matrix: MatrixView;
  cells: readonly MatrixCell[];
}

function openCase(matrix: MatrixView, { profile, data }: MatrixCell): void {
  choose({
    template: matrix.template,
    language: matrix.language,
    profile,
    data,
    view: "",
    every: false,
    set: [],
    unset: [],
  });
}

function Cards({ matrix, cells }: Part) {
  return (
    <ul class="outcomes">
      {groupOutcomes(matrix, cells).map((each) => (
        <OutcomeCard key={each.index} matrix={matrix} group={each} />
      ))}
    </ul>
  );
}

const SHOWN = 6; // cases named on a card; the rest are behind a disclosure

function OutcomeCard({ matrix, group }: { matrix: MatrixView; group: OutcomeGroup }) {
  const { outcome, cells } = group;
  const [first] = cells;
  const here = matrix.template === selection.value.template && cells.some((each) => isHere(matrix, each));
  const slowest = Math.max(...cells.map((each) => each.slow));
  return (
    <li class={classNames("outcome", outcome.verdict, here && "here")}>
      <button type="button" class="outcome-open" onClick={() => first && openCase(matrix, first)}>
        <span class="outcome-head">
          <VerdictGlyph verdict={outcome.verdict} />
          {quantity(cells.length, "case")}
          {slowest > 0 && <span class="slow">slow: {slowest} ms</span>}
        </span>
        <Outcome outcome={outcome} />
      </button>
      <div class="outcome-cases">
        {cells.slice(0, SHOWN).map((each) => (
          <CaseTag key={caseLabel(each)} matrix={matrix} cell={each} />
        ))}
        {cells.length > SHOWN && (
          <details>
            <summary>and {cells.length - SHOWN} more</summary>
            {cells.slice(SHOWN).map((each) => (
              <CaseTag key={caseLabel(each)} matrix={matrix} cell={each} />
            ))}
          </details>
        )}
      </div>
    </li>
  );
}

function Outcome({ outcome }: { outcome: MatrixOutcome }) {
  if (outcome.properties === null) {
    return (
      <span class="outcome-failure">
        <Prose text={outcome.failure} />
      </span>
    );
  }
  return <Message properties={outcome.properties} />;
}

function CaseTag({ matrix, cell }: { matrix: MatrixView; cell: MatrixCell }) {
  return (
    <button
      type="button"
      class="tag"
      aria-current={isHere(matrix, cell) ? "true" : undefined}
      onClick={() => openCase(matrix, cell)}
    >
      {caseLabel(cell)}
    </button>
  );
}

function isHere(matrix: MatrixView, { profile, data }: MatrixCell): boolean {
  const { template } = selection.value;
  return matrix.template === template && isChosen({ profile, data, language: matrix.language });
}

/** One glyph for each case: profiles down, message data across. */
function Table({ matrix, cells }: Part) {
  const columns = [...new Set(cells.map((each) => each.data))];
  const rows = [...new Set(cells.map((each) => each.profile))];
  const at = new Map(cells.map((each) => [`${each.profile}\n${each.data}`, each]));
  return (
    <div class="case-table">
      <table>
        <thead>
          <tr>
            <td />
            {columns.map((each) => (
              <th key={each} scope="col">
                {each || "no data"}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((profile) => (
            <tr key={profile}>
              <th scope="row">{profile}</th>
              {columns.map((data) => (
                <td key={data}>
                  <Cell matrix={matrix} cell={at.get(`${profile}\n${data}`)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ matrix, cell }: { matrix: MatrixView; cell: MatrixCell | undefined }) {
  const outcome = cell && matrix.outcomes[cell.outcome];
  if (!cell || !outcome) return null;
  const what = outcome.failure || VERDICT_WORDS[outcome.verdict];
  return (
    <button
      type="button"
      class={classNames("case-cell", outcome.verdict, isHere(matrix, cell) && "here")}
      aria-label={`${caseLabel(cell)}: ${what}`}
      data-tip={`${caseLabel(cell)}\n${what}${cell.slow ? `\nslow: ${cell.slow} ms` : ""}`}
      onClick={() => openCase(matrix, cell)}
    >
      <VerdictGlyph verdict={outcome.verdict} label={null} />
    </button>
  );
}
