// Icons of lucide, drawn as SVG elements; only those that are imported are shipped.

import type { IconNode } from "lucide";
import { h } from "preact";

interface Props {
  of: IconNode;
  size?: number;
  /** What the icon says to those who do not see it; without one it is decoration. */
  label?: string;
  class?: string;
}

export function Icon({ of, size = 16, label, class: extra }: Props) {
  const name = label ? { role: "img" as const, "aria-label": label } : { "aria-hidden": true as const };
  return (
    <svg class={extra ? `icon ${extra}` : "icon"} width={size} height={size} viewBox="0 0 24 24" {...name}>
      {of.map(([tag, attributes]) => h(tag, { ...attributes, key: JSON.stringify(attributes) }))}
    </svg>
  );
}
