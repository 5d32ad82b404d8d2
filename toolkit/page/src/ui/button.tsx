import type { IconNode } from "lucide";
import type { ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";
import { classNames } from "./class_names";
import { Icon } from "./icon";
import "./button.css";

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "ref" | "class"> {
  icon?: IconNode;
  kind?: "plain" | "primary" | "quiet" | "link";
  children?: ComponentChildren;
  class?: string;
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A button with a text, and an icon before it where it helps. */
export function Button({ icon, kind = "plain", children, buttonRef, class: extra, ...rest }: Props) {
  return (
    <button type="button" {...rest} ref={buttonRef ?? null} class={classNames("button", kind, extra)}>
      {icon && <Icon of={icon} size={15} />}
      {children}
    </button>
  );
}

interface IconProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "ref" | "class"> {
  icon: IconNode;
  /** The name of the action: its tooltip, and what a screen reader says. */
  label: string;
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string;
  class?: string;
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A button that is an icon, named by its tooltip. */
export function IconButton({ icon, label, shortcut, buttonRef, class: extra, ...rest }: IconProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      ref={buttonRef ?? null}
      class={classNames("icon-button", extra)}
      data-tip={shortcut ? `${label}  ${shortcut}` : label}
    >
      <Icon of={icon} />
    </button>
  );
}
