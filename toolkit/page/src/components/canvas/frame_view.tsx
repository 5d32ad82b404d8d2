import { useEffect, useRef, useState } from "preact/hooks";
import { isCanvasDark } from "../../preferences";
import { overview } from "../../state";
import { quantity } from "../../text";
import { classNames } from "../../ui/class_names";
import type { MessageView } from "../../wire";
import { widthStyle } from "./inbox_panel";
import "./frame_view.css";

interface Props {
  kind: "visual" | "component";
  message: MessageView;
  stale: boolean;
}

/** What a frame says of itself. */
interface Told {
  ready?: boolean;
  height?: number;
  elsewhere?: number;
  told?: string;
  failure?: ComponentFailure | null;
}

interface ComponentFailure {
  message: string;
  file: string;
  line: number;
  column: number;
}

const MOST_TOLD = 5;
const HEIGHT = { least: 40, most: 4000 };

/** A message drawn by code that is not ours, in a frame that can reach nothing here. */
export function FrameView({ kind, message, stale }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  const [elsewhere, setElsewhere] = useState(0);
  const [told, setTold] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<ComponentFailure | null>(null);
  const project = overview.value?.project;
  const latest = useRef({ message, project });
  latest.current = { message, project };
  const mode = isCanvasDark() ? "dark" : "light";
  const visual = project?.frames.visual;
  const key = `${kind} ${mode} ${project?.frames.epoch}`;

  const send = () => {
    const { message: shown, project: of } = latest.current;
    frame.current?.contentWindow?.postMessage(
      { message: shown, visual: of?.frames.visual, now: of?.now },
      "*",
    );
  };
  useEffect(() => {
    const listen = ({ source, data }: MessageEvent<Told>) => {
      if (source !== frame.current?.contentWindow || typeof data !== "object" || !data) return;
      if (data.ready) send();
      if (Number.isFinite(data.height)) setHeight(clampHeight(data.height ?? 0));
      if (Number.isFinite(data.elsewhere)) setElsewhere(data.elsewhere ?? 0);
      if (data.failure !== undefined) setFailure(readFailure(data.failure));
      if (typeof data.told === "string")
        setTold((before) => [...before, String(data.told).slice(0, 300)].slice(-MOST_TOLD));
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, []);
  useEffect(send, [message, visual]);
  useEffect(() => setFailure(null), [key]);

  return (
    <div class={classNames("frame-view", stale && "dimmed")} style={widthStyle()} data-theme={mode}>
      {failure && <ComponentError failure={failure} />}
      <iframe
        key={key}
        ref={frame}
        class="device"
        title={`${kind} ${mode}`}
        name={mode}
        sandbox="allow-scripts"
        src={`/frame/${kind === "component" ? "own" : kind}?v=${project?.frames.epoch ?? ""}`}
        style={{ height: `${height}px` }}
      />
      {elsewhere > 0 && (
        <p class="canvas-caption">
          {quantity(elsewhere, "picture")} not loaded here: nothing leaves this machine. A box of the same
          size says where.
        </p>
      )}
      {told.length > 0 && (
        <ul class="frame-told" aria-label="What the message did">
          {told.map((each, index) => (
            <li key={index}>{each}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ComponentError({ failure }: { failure: ComponentFailure }) {
  const { message, file, line, column } = failure;
  return (
    <div class="frame-error" role="alert">
      <b>{message}</b>
      {file && (
        <code>
          {file}:{line}:{column}
        </code>
      )}
    </div>
  );
}

function clampHeight(height: number): number {
  return Math.min(Math.max(height, HEIGHT.least), HEIGHT.most);
}

/** Read what a frame says went wrong: it is the project's code, so nothing of it is certain. */
function readFailure(told: unknown): ComponentFailure | null {
  if (typeof told !== "object" || told === null) return null;
  const { message, file, line, column } = told as Record<string, unknown>;
  return {
    message: String(message ?? "").slice(0, 1000),
    file: String(file ?? "").slice(0, 300),
    line: Number(line) || 1,
    column: Number(column) || 1,
  };
}
