import { choose } from "../../actions";
import type { Side } from "../../selection";
import { caseView, selection } from "../../state";
import { Tabs } from "../../ui/tabs";
import { DataPane } from "./data_pane";
import { JsonPane } from "./json_pane";
import { SourcePane } from "./source_pane";
import "./inspector.css";

const TABS = [
  { id: "data", label: "Data" },
  { id: "source", label: "Source" },
  { id: "json", label: "JSON" },
] as const;

const PANES: Record<Side, typeof DataPane> = { data: DataPane, source: SourcePane, json: JsonPane };

/** What made the message: its data, its source, its payload. */
export function Inspector() {
  const { side } = selection.value;
  const view = caseView.value;
  const Pane = PANES[side];
  return (
    <>
      <Tabs
        label="Inspector"
        tabs={TABS}
        chosen={side}
        panel="side"
        onChoose={(to) => choose({ side: to }, { replace: true })}
      />
      <div class="inspector-pane" id="side" role="tabpanel" aria-label={side}>
        {view && <Pane view={view} />}
      </div>
    </>
  );
}
