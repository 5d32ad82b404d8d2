import { signal } from "@preact/signals";
import { Bell } from "lucide";
import type { ComponentChildren } from "preact";
import { canvasWidth, isCanvasDark, showBell } from "../../preferences";
import { classNames } from "../../ui/class_names";
import { Icon } from "../../ui/icon";
import "./inbox_panel.css";

const panelShown = signal(true);

interface Props {
  unread: number;
  stale?: boolean;
  /** The messages, as list items. */
  children: ComponentChildren;
}

/** An inbox around its messages, and the bell that opens it where that is asked for. */
export function InboxFrame({ unread, stale = false, children }: Props) {
  const shown = !showBell.value || panelShown.value;
  return (
    <div
      class={classNames("inbox", canvasWidth.value === "full" && "full", stale && "stale")}
      data-theme={isCanvasDark() ? "dark" : "light"}
      style={widthStyle()}
    >
      {showBell.value && (
        <button
          type="button"
          class="bell"
          aria-expanded={shown}
          aria-label={`Notifications, ${unread} unread`}
          onClick={() => {
            panelShown.value = !shown;
          }}
        >
          <Icon of={Bell} size={24} />
          {unread > 0 && <b>{unread}</b>}
        </button>
      )}
      {shown && (
        <section class="inbox-panel" aria-label="Inbox">
          <header>
            <Icon of={Bell} size={17} />
            <h2>Inbox</h2>
            {unread > 0 && (
              <b class="count" role="img" aria-label={`${unread} unread`}>
                {unread}
              </b>
            )}
          </header>
          <ul>{children}</ul>
        </section>
      )}
    </div>
  );
}

export function widthStyle(): { width: string } {
  return { width: canvasWidth.value === "full" ? "100%" : `${canvasWidth.value}px` };
}
