import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isCanvasDark } from "../../preferences";
import { quantity } from "../../text";
import { classNames } from "../../ui/class_names";
import type { FramesView, MessageView } from "../../wire";
import { written } from "../../written";
import { isObject } from "./card";
import { widthStyle } from "./inbox_frame";
import "./frame_view.css";

interface Props {
  kind: "visual" | "component";
  message: MessageView;
  /** The whole inbox that a component draws; the message alone where there is none. */
  messages?: readonly MessageView[];
  frames: FramesView;
  /** The time on the clock of the message, ISO 8601. */
  now: string;
  stale?: boolean;
}

/** What a frame says of itself; its code is not ours, so none of it is certain. */
interface Told {
  ready?: unknown;
  height?: unknown;
  elsewhere?: unknown;
  told?: unknown;
}

const MOST_TOLD = 5;
const HEIGHT = { least: 40, most: 4000 };

/** A message drawn by code that is not ours, in a frame that can reach nothing here. */
export function FrameView({ kind, message, messages, frames, now, stale = false }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState<number | null>(null); // none until something is drawn
  const [elsewhere, setElsewhere] = useState(0);
  const [told, setTold] = useState<readonly string[]>([]);
  const mode = isCanvasDark() ? "dark" : "light";
  const { visual, epoch } = frames;
  const latest = useRef({ message, messages, visual, now, mode });
  latest.current = { message, messages, visual, now, mode };

  const post = (what: object) => frame.current?.contentWindow?.postMessage(what, "*");
  useLayoutEffect(() => {
    const listen = ({ source, data }: MessageEvent<Told | null>) => {
      if (source !== frame.current?.contentWindow || typeof data !== "object" || !data) return;
      if (data.ready) post(latest.current);
      if (typeof data.height === "number") setHeight(clampHeight(data.height));
      if (typeof data.elsewhere === "number") setElsewhere(Math.max(0, Math.round(data.elsewhere)));
      if (typeof data.told === "string") {
        const text = data.told.slice(0, 300);
        setTold((before) => [...before, text].slice(-MOST_TOLD));
      }
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, []);
  useEffect(() => setTold([]), [epoch]);
  useEffect(() => post(latest.current), [message, messages, visual]);
  useEffect(() => post({ mode }), [mode]); // what a person did in the frame stays

  const missing = kind === "visual" ? missingTemplate(message.type, frames) : null;
  if (missing) return <p class="frame-note">{missing}</p>;
  return (
    <div class={classNames("frame-view", stale && "dimmed")} style={widthStyle()} data-theme={mode}>
      <iframe
        key={`${kind} ${epoch}`}
        ref={frame}
        class="device"
        title={kind}
        name={mode}
        data-frame={kind}
        sandbox="allow-scripts"
        srcdoc={written?.documents[kind === "component" ? "own" : kind]}
        src={`/frame/${kind === "component" ? "own" : kind}?v=${epoch}`}
        data-drawn={height === null ? undefined : ""}
        style={{ height: `${height ?? 120}px` }}
      />
      {elsewhere > 0 && (
        <p class="canvas-caption">
          {quantity(elsewhere, "picture is", "pictures are")} not loaded here: nothing leaves this machine. A
          box of the same size says where.
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

/** Return why the visual inbox would draw nothing of this type. */
function missingTemplate(type: string, frames: FramesView): string | null {
  const templates = frames.visual?.templates;
  if (!isObject(templates) || Array.isArray(templates[type])) return null;
  const known = Object.keys(templates).filter((each) => !each.startsWith("$"));
  return `There is no visual template “${type}”: the inbox would show an empty row. Set "type" to one of: ${known.join(", ")}`;
}

function clampHeight(height: number): number {
  return Math.min(Math.max(height, HEIGHT.least), HEIGHT.most);
}
