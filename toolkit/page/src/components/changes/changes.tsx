import "./changes.css";

/** The payload beside what it was. */
export function Changes() {
  return <div class="changes" id="view" role="tabpanel" aria-label="Changes" />;
}
