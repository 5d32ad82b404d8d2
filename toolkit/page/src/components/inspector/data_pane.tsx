import type { CaseView, VariableGroup, VariableView } from "../../wire";
import "./data_pane.css";

const GROUPS: { id: VariableGroup; label: string }[] = [
  { id: "missing", label: "Missing" },
  { id: "data", label: "Message data" },
  { id: "profile", label: "Profile" },
  { id: "computed", label: "Computed" },
];

/** Every variable that the case reads, by where it comes from. */
export function DataPane({ view }: { view: CaseView }) {
  return (
    <>
      {GROUPS.map(({ id, label }) => {
        const found = view.variables.filter((each) => each.group === id);
        if (found.length === 0) return null;
        return (
          <section key={id}>
            <h3 class={id === "missing" ? "section-head red" : "section-head"}>
              {label} {found.length}
            </h3>
            <dl class="variables">
              {found.map((each) => (
                <Variable key={each.path} variable={each} />
              ))}
            </dl>
          </section>
        );
      })}
    </>
  );
}

function Variable({ variable }: { variable: VariableView }) {
  const [place] = variable.places;
  return (
    <div>
      <dt>
        <code>{variable.path}</code>
        {place && <small>line {place.line}</small>}
      </dt>
      <dd>{variable.value === undefined ? "absent" : JSON.stringify(variable.value)}</dd>
    </div>
  );
}
