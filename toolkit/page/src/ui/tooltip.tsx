// One tooltip for the whole page: the text of `data-tip` of what is pointed at or focused.

import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import "./tooltip.css";

const DELAY_MS = 350;
const GAP = 6;

const shown = signal<{ text: string; anchor: DOMRect } | null>(null);

export function Tooltip() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(listen, []);
  const tip = shown.value;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !tip) return;
    const { width, height } = element.getBoundingClientRect();
    const { anchor } = tip;
    const middle = anchor.left + anchor.width / 2 - width / 2;
    const below = anchor.bottom + GAP;
    const fits = below + height < innerHeight - GAP;
    element.style.left = `${Math.max(GAP, Math.min(middle, innerWidth - width - GAP))}px`;
    element.style.top = `${fits ? below : anchor.top - GAP - height}px`;
  }, [tip]);
  if (!tip) return null;
  return (
    <div ref={box} class="tooltip" aria-hidden="true">
      {tip.text}
    </div>
  );
}

function listen(): () => void {
  let timer = 0;
  const show = (event: Event, wait: number) => {
    const anchor = (event.target as Element | null)?.closest?.("[data-tip]");
    clearTimeout(timer);
    if (!anchor) {
      shown.value = null;
      return;
    }
    const text = anchor.getAttribute("data-tip") ?? "";
    timer = window.setTimeout(() => {
      if (anchor.isConnected) shown.value = { text, anchor: anchor.getBoundingClientRect() };
    }, wait);
  };
  const hide = () => {
    clearTimeout(timer);
    shown.value = null;
  };
  const onOver = (event: Event) => show(event, shown.value ? 0 : DELAY_MS);
  const onFocus = (event: Event) => {
    if ((event.target as Element).matches?.(":focus-visible")) show(event, DELAY_MS);
  };
  document.addEventListener("pointerover", onOver);
  document.addEventListener("focusin", onFocus);
  for (const name of ["pointerdown", "focusout", "keydown", "scroll"]) {
    document.addEventListener(name, hide, { capture: true, passive: true });
  }
  return hide;
}
