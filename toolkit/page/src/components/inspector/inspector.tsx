import { useEffect, useState } from "preact/hooks";
import { choose } from "../../actions";
import { isSameCase } from "../../cases";
import type { Side } from "../../selection";
import { caseView, selection } from "../../state";
import { Tabs } from "../../ui/tabs";
import type { CaseView } from "../../wire";
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

const FRAME_MS = 25; // one at 60 Hz with its paint

/** Return a case as it was until the message of its newer state is painted; another case at once. */
function useAfterMessage(view: CaseView | null): CaseView | null {
  const [shown, setShown] = useState(view);
  const isSame = view && shown && view.file === shown.file && isSameCase(view, shown);
  useEffect(() => {
    if (view === shown) return;
    const timer = setTimeout(setShown, isSame ? FRAME_MS : 0, view);
    return () => clearTimeout(timer);
  }, [view]);
  return isSame ? shown : view;
}

/** What made the message: its data, its source, its payload. */
export function Inspector() {
  const { side } = selection.value;
  const view = useAfterMessage(caseView.value);
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
