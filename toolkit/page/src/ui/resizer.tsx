import type { Signal } from "@preact/signals";
import "./resizer.css";

interface Props {
  label: string;
  /** The size of the pane in pixels. */
  size: Signal<number>;
  folded: Signal<boolean>;
  /** The side of the resizer that the pane is on. */
  side: "left" | "right" | "below";
  min: number;
  max: number;
}

const STEP = 24;

/** The edge of a pane: drag it or use the arrows; a double click, or dragging it shut, folds. */
export function Resizer({ label, size, folded, side, min, max }: Props) {
  const vertical = side !== "below";
  const sign = side === "left" ? 1 : -1;
  const set = (wanted: number) => {
    folded.value = wanted < min / 2;
    if (!folded.value) size.value = Math.round(Math.max(min, Math.min(max, wanted)));
  };
  const drag = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    const from = vertical ? event.clientX : event.clientY;
    const before = folded.value ? 0 : size.value;
    handle.setPointerCapture(event.pointerId);
    handle.dataset.dragging = "true";
    const move = (moved: PointerEvent) =>
      set(before + sign * ((vertical ? moved.clientX : moved.clientY) - from));
    const end = () => {
      delete handle.dataset.dragging;
      handle.removeEventListener("pointermove", move);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [forward, back] = vertical ? ["ArrowRight", "ArrowLeft"] : ["ArrowDown", "ArrowUp"];
    const by = Number(event.key === forward) - Number(event.key === back);
    if (by) {
      event.preventDefault();
      set((folded.value ? min - STEP : size.value) + sign * by * STEP);
    }
    if (event.key === "Enter") folded.value = !folded.value;
  };
  return (
    <div
      class={`resizer ${side}`}
      role="separator"
      aria-label={label}
      aria-orientation={vertical ? "vertical" : "horizontal"}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={folded.value ? 0 : size.value}
      tabIndex={0}
      onPointerDown={drag}
      onDblClick={() => {
        folded.value = !folded.value;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
