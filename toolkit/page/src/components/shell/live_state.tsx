import { link } from "../../connection";

// Before the first answer the style hides the word, so that nothing flickers or moves.
const WORDS = { connecting: "Live", live: "Live", lost: "Disconnected" };

/** Whether the page follows its server; `tip` says what that brings. */
export function LiveState({ tip }: { tip: string }) {
  return (
    <span class={`pill live ${link.value}`} data-tip={link.value === "live" ? tip : undefined}>
      <i class="dot" />
      <span class="word">{WORDS[link.value]}</span>
    </span>
  );
}
