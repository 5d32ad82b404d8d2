import { signal } from "@preact/signals";
import { Bell } from "lucide";
import { caseLabel } from "../../cases";
import { canvasWidth, isCanvasDark, showBell } from "../../preferences";
import { shortAge } from "../../text";
import { classNames } from "../../ui/class_names";
import { Icon } from "../../ui/icon";
import type { CaseView, MessageView, NeighborView } from "../../wire";
import { Message } from "./message";
import "./inbox_panel.css";

const opened = signal<ReadonlySet<string>>(new Set());
const panelShown = signal(true);

interface Props {
  view: CaseView;
  message: MessageView;
  now: number;
  stale: boolean;
}

/** An inbox with the message in it, at the size of a real one; its neighbors are for looks only. */
export function InboxPanel({ view, message, now, stale }: Props) {
  const id = `${view.template} ${caseLabel(view)} ${view.language}`;
  const isOpened = opened.value.has(id);
  const unread = view.neighbors.filter((each) => !each.opened).length + (isOpened ? 0 : 1);
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
          <ul>
            <li class={classNames("here", isOpened && "opened")} key={id}>
              <button type="button" aria-pressed={isOpened} onClick={() => toggleOpened(id)}>
                <span class="visually-hidden">{isOpened ? "Read: " : "Unread: "}</span>
                <Message properties={message.properties} age={shortAge(message.sentAt, now)} glows />
              </button>
            </li>
            {view.neighbors.map((each) => (
              <Neighbor key={each.template} neighbor={each} now={now} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Neighbor({ neighbor, now }: { neighbor: NeighborView; now: number }) {
  return (
    <li class={classNames("neighbor", neighbor.opened && "opened")} aria-hidden="true" inert>
      <Message properties={neighbor.properties} age={shortAge(neighbor.sentAt, now)} />
    </li>
  );
}

function toggleOpened(id: string): void {
  const next = new Set(opened.value);
  if (!next.delete(id)) next.add(id);
  opened.value = next;
}

export function widthStyle(): { width: string } {
  return { width: canvasWidth.value === "full" ? "100%" : `${canvasWidth.value}px` };
}
