import { useEffect, useState } from "preact/hooks";
import type { Source } from "../../editor/source";
import "./source_pane.css";

let loaded: typeof Source | null = null; // the editor's code, once it was asked for

/** The source of the template; its editor is loaded when it is first opened. */
export function SourcePane() {
  const [Editor, setEditor] = useState<typeof Source | null>(() => loaded);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    if (loaded) return;
    import("../../editor/source")
      .then((module) => {
        loaded = module.Source;
        setEditor(() => module.Source);
      })
      .catch(() => setProblem("The editor cannot be loaded: the preview does not answer."));
  }, []);
  if (problem) return <p class="json-none">{problem}</p>;
  return Editor ? <Editor /> : <div class="source-host" aria-busy="true" />;
}
