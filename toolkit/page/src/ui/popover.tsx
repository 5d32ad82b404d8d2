import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import "./popover.css";

interface Props {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  children: ComponentChildren;
  class?: string;
  align?: "start" | "end";
}

const GAP = 6;

/** A box beside its anchor, above everything; a sheet from below on a phone. */
export function Popover({ anchor, onClose, children, class: extra = "", align = "start" }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => box.current && anchor.current && placeBeside(box.current, anchor.current, align);
    place();
    addEventListener("resize", place);
    return () => removeEventListener("resize", place);
  }, []);
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onClose();
    };
    const onBlur = () => document.activeElement?.tagName === "IFRAME" && onClose();
    document.addEventListener("pointerdown", onDown, true);
    addEventListener("blur", onBlur);
    return () => {
      document.removeEventListener("pointerdown", onDown, true);
      removeEventListener("blur", onBlur);
    };
  }, []);
  return (
    <div
      ref={box}
      class={`popover ${extra}`}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
        anchor.current?.focus();
      }}
    >
      {children}
    </div>
  );
}

function placeBeside(box: HTMLElement, anchor: HTMLElement, align: "start" | "end"): void {
  const around = anchor.getBoundingClientRect();
  const { width } = box.getBoundingClientRect();
  const left = align === "start" ? around.left : around.right - width;
  box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
  box.style.top = `${around.bottom + GAP}px`;
  box.style.maxHeight = `${Math.max(160, innerHeight - around.bottom - 3 * GAP)}px`;
}
