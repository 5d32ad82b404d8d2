import { quantity } from "../../text";
import { VERDICT_WORDS, VerdictGlyph } from "../../ui/glyph";
import type { StaticData, TemplateRow } from "../../wire";
import { pageOf } from "../../written";
import "./written_index.css";

/** Every template that was written: its verdict, and what changed; worst first. */
export function WrittenIndex({ data }: { data: StaticData }) {
  const { project, templates } = data.overview;
  const { summary } = project;
  const changed = templates.filter((each) => data.changed[each.name]).length;
  return (
    <section class="written-index" id="view" aria-label="All templates">
      <header>
        <h2>{project.name}</h2>
        <p>
          {quantity(summary.templates, "template")} · {quantity(summary.cases, "case")} ·{" "}
          <b class={summary.errors ? "red" : ""}>{quantity(summary.errors, "error")}</b> ·{" "}
          {quantity(summary.warnings, "warning")}
          {data.compared && ` · ${changed} changed since ${data.since || "the last commit"}`}
        </p>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">Template</th>
            <th scope="col">Verdict</th>
            <th scope="col">Cases</th>
            {data.compared && <th scope="col">Payload changed</th>}
          </tr>
        </thead>
        <tbody>
          {[...templates].sort(byWeight(data)).map((row) => (
            <Row key={row.name} data={data} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const byWeight = (data: StaticData) => (one: TemplateRow, other: TemplateRow) =>
  other.errors - one.errors ||
  other.warnings - one.warnings ||
  (data.changed[other.name] ?? 0) - (data.changed[one.name] ?? 0);

function Row({ data, row }: { data: StaticData; row: TemplateRow }) {
  const changed = data.changed[row.name] ?? 0;
  return (
    <tr>
      <th scope="row">
        <a href={pageOf(data, row.name)} dir="auto">
          {row.title}
        </a>
        {row.title !== row.name && <code>{row.name}</code>}
      </th>
      <td>
        <VerdictGlyph verdict={row.verdict} label={null} />{" "}
        {row.errors > 0
          ? quantity(row.errors, "error")
          : row.warnings > 0
            ? quantity(row.warnings, "warning")
            : VERDICT_WORDS[row.verdict]}
      </td>
      <td>
        {row.failing.length > 0
          ? `${row.failing.length} of ${row.cases} fail`
          : row.cases.toLocaleString("en")}
      </td>
      {data.compared && <td>{changed ? `${changed} of ${row.cases}` : <span class="quiet">no</span>}</td>}
    </tr>
  );
}
