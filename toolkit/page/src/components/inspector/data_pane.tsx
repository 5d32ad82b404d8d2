import { signal } from "@preact/signals";
import { ChevronRight, CircleSlash, Undo2 } from "lucide";
import { useState } from "preact/hooks";
import { openPlace, resetWhatIf, unsetWhatIf } from "../../actions";
import { computedFolded } from "../../preferences";
import { quantity } from "../../text";
import { Button, IconButton } from "../../ui/button";
import { classNames } from "../../ui/class_names";
import { CopyButton } from "../../ui/copy";
import { Icon } from "../../ui/icon";
import type { CaseView, VariableGroup, VariableView } from "../../wire";
import { written } from "../../written";
import { SaveBar } from "./save_bar";
import { ValueField } from "./value_field";
import { GROUPS, rowsOf, shortPath, type VariableRow, withPinned } from "./variables";
import "./data_pane.css";

/** The variable whose field is being typed in, as it was before. */
export const pinned = signal<VariableView | null>(null);

/** Every variable that the case reads, by where it comes from, with a control for each. */
export function DataPane({ view }: { view: CaseView }) {
  const variables = withPinned(view.variables, pinned.value);
  return (
    <>
      <fieldset class="data-groups" aria-label="Values" disabled={written !== null}>
        {variables.length === 0 && (
          <p class="data-none">
            {view.failure
              ? "Nothing was read: the template cannot be rendered."
              : "This message reads no data."}
          </p>
        )}
        {GROUPS.map(({ id, label }) => {
          const rows = rowsOf(variables.filter((each) => each.group === id));
          return rows.length > 0 && <Group key={id} id={id} label={label} rows={rows} />;
        })}
      </fieldset>
      {!written && <SaveBar view={view} />}
    </>
  );
}

function Group({ id, label, rows }: { id: VariableGroup; label: string; rows: VariableRow[] }) {
  const foldable = id === "computed";
  const open = !foldable || !computedFolded.value;
  return (
    <section class="data-group" aria-label={label}>
      <h3 class={classNames("section-head", id === "missing" && "red")}>
        {foldable ? (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => {
              computedFolded.value = open;
            }}
          >
            <Icon of={ChevronRight} size={13} /> {label} <b>{rows.length}</b>
          </button>
        ) : (
          <>
            {label} {id === "missing" && <b>{rows.length}</b>}
          </>
        )}
      </h3>
      {open && rows.map((row) => <Row key={row.path} row={row} group={id} />)}
    </section>
  );
}

function Row({ row, group }: { row: VariableRow; group: VariableGroup }) {
  const { variable, parts } = row;
  return (
    <>
      {variable ? (
        <Variable variable={variable} label={shortPath(variable.path, group)} />
      ) : (
        <ListHead row={row} />
      )}
      {parts.length > 0 && <Parts parts={parts} group={group} />}
    </>
  );
}

function ListHead({ row }: { row: VariableRow }) {
  return (
    <div class="variable">
      <div class="variable-head">
        <code>{row.path}</code>
      </div>
    </div>
  );
}

const AT_ONCE = 50;

/** What was read of a list's items: folded, and a few at a time. */
function Parts({ parts, group }: { parts: VariableView[]; group: VariableGroup }) {
  const [open, setOpen] = useState(false);
  const [most, setMost] = useState(AT_ONCE);
  return (
    <div class="variable-parts">
      <button type="button" class="parts-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon of={ChevronRight} size={13} /> {quantity(parts.length, "value")} read from its items
      </button>
      {open &&
        parts
          .slice(0, most)
          .map((each) => <Variable key={each.path} variable={each} label={shortPath(each.path, group)} />)}
      {open && parts.length > most && (
        <Button kind="link" onClick={() => setMost(most + 4 * AT_ONCE)}>
          Show more of {quantity(parts.length - most, "value")}
        </Button>
      )}
    </div>
  );
}

function Variable({ variable, label }: { variable: VariableView; label: string }) {
  const { path, editPath, changed, places, times, state } = variable;
  const [place] = places;
  return (
    <div class={classNames("variable", changed && "changed", state === "missing" && "missing")}>
      <div class="variable-head">
        <code title={path}>{label}</code>
        {changed && <span class="variable-changed">{changed === "set" ? "changed" : "removed"}</span>}
        <span class="variable-copy">
          <CopyButton text={path} what={`the path ${path}`} />
        </span>
        {place && (
          <button type="button" class="variable-line" data-tip={place.file} onClick={() => openPlace(place)}>
            line {place.line}
            {times > 1 && ` · ${times}×`}
          </button>
        )}
      </div>
      <div class="variable-control">
        <ValueField variable={variable} />
        {editPath && (
          <>
            <IconButton
              icon={Undo2}
              label={`Reset ${path}`}
              disabled={!changed}
              onClick={() => resetWhatIf(editPath)}
            />
            <IconButton
              icon={CircleSlash}
              label={`Remove ${path}`}
              disabled={variable.value === undefined}
              onClick={() => unsetWhatIf(editPath)}
            />
          </>
        )}
      </div>
    </div>
  );
}
