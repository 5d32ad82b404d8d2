import { Check, CircleDashed, Info, TriangleAlert, X } from "lucide";
import type { Verdict } from "../wire";
import { classNames } from "./class_names";
import { Icon } from "./icon";
import "./glyph.css";

const ICONS = {
  clean: Check,
  error: X,
  broken: X,
  warning: TriangleAlert,
  info: Info,
  waiting: CircleDashed,
};

export const VERDICT_WORDS: Record<Verdict, string> = {
  clean: "passes",
  error: "fails",
  broken: "cannot be read",
  warning: "has warnings",
  info: "has hints",
  waiting: "has no case yet",
};

/** A verdict as a shape and a color; its word is said to screen readers unless it stands beside. */
export function VerdictGlyph({
  verdict,
  label = VERDICT_WORDS[verdict],
}: {
  verdict: Verdict;
  label?: string | null;
}) {
  const name =
    label === null ? { "aria-hidden": true as const } : { role: "img" as const, "aria-label": label };
  return (
    <span class={classNames("glyph", verdict)} {...name}>
      <Icon of={ICONS[verdict]} size={11} />
    </span>
  );
}
