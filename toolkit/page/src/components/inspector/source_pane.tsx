import type { CaseView } from "../../wire";
import "./source_pane.css";

/** The template's text. */
export function SourcePane({ view }: { view: CaseView }) {
  return (
    <pre class="source" tabIndex={0}>
      {view.source}
    </pre>
  );
}
