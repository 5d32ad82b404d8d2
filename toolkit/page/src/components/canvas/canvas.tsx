import { link } from "../../connection";
import { canvasWidth } from "../../preferences";
import { caseView, hasWhatIf, overview } from "../../state";
import { byteSize, relativeTime } from "../../text";
import { shownView } from "../../views";
import type { CaseView, ProjectView } from "../../wire";
import { Failure } from "./failure";
import { FrameView } from "./frame_view";
import { InboxPanel } from "./inbox_panel";
import "./canvas.css";

/** The message on screen, in the view that was chosen; what is wrong with it comes first. */
export function Canvas() {
  const view = caseView.value;
  const project = overview.value?.project;
  if (!view || !project) return <Waiting />;
  const now = Date.parse(project.now);
  const stale = view.failure !== null;
  return (
    <div
      class={canvasWidth.value === "full" ? "canvas wide" : "canvas"}
      id="view"
      role="tabpanel"
      aria-label={shownView()}
      tabIndex={-1}
    >
      {view.failure && <Failure view={view} failure={view.failure} />}
      {view.message && (
        <>
          {stale && <p class="canvas-caption">The last good render</p>}
          <Drawn view={view} project={project} stale={stale} />
          {!stale && <Caption view={view} now={now} />}
        </>
      )}
    </div>
  );
}

function Drawn({ view, project, stale }: { view: CaseView; project: ProjectView; stale: boolean }) {
  const shown = shownView();
  if (!view.message) return null;
  if (shown === "visual" || shown === "component") {
    return (
      <FrameView
        kind={shown}
        message={view.message}
        frames={project.frames}
        now={project.now}
        stale={stale}
      />
    );
  }
  return <InboxPanel view={view} message={view.message} now={Date.parse(project.now)} stale={stale} />;
}

function Caption({ view, now }: { view: CaseView; now: number }) {
  if (!view.message) return null;
  const { type, topics, expiresAt } = view.message;
  const facts = [
    type,
    topics.join(", "),
    expiresAt && `expires ${relativeTime(expiresAt, now)}`,
    byteSize(view.bytes),
    hasWhatIf.value && "with unsaved changes",
  ];
  return <p class="canvas-caption">{facts.filter(Boolean).join(" · ")}</p>;
}

function Waiting() {
  return (
    <div
      class="canvas"
      id="view"
      role="tabpanel"
      aria-label="Message"
      aria-busy={link.value !== "lost"}
      tabIndex={-1}
    >
      {link.value === "lost" && <p class="canvas-caption">The preview does not answer.</p>}
    </div>
  );
}
