import { CopyButton } from "../../ui/copy";
import type { CaseView } from "../../wire";
import "./json_pane.css";

/** The payload, or the text that was rendered where it is none. */
export function JsonPane({ view }: { view: CaseView }) {
  const { message, text } = view;
  const shown = message && !view.stale ? JSON.stringify(message.properties, null, 2) : text;
  if (!shown) return <p class="json-none">This case renders no payload.</p>;
  return (
    <div class="json">
      <CopyButton text={shown} what="the payload" />
      <pre tabIndex={0}>{shown}</pre>
    </div>
  );
}
