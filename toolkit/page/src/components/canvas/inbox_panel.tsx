import { signal } from "@preact/signals";
import { caseLabel } from "../../cases";
import { shortAge } from "../../text";
import { classNames } from "../../ui/class_names";
import type { CaseView, MessageView, NeighborView } from "../../wire";
import { InboxFrame } from "./inbox_frame";
import { Message } from "./message";

const opened = signal<ReadonlySet<string>>(new Set());

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
  return (
    <InboxFrame unread={unread} stale={stale}>
      <li class={classNames("here", isOpened && "opened")} key={id}>
        <button type="button" aria-pressed={isOpened} onClick={() => toggleOpened(id)}>
          <span class="visually-hidden">{isOpened ? "Read: " : "Unread: "}</span>
          <Message properties={message.properties} age={shortAge(message.sentAt, now)} glows />
        </button>
      </li>
      {view.neighbors.map((each) => (
        <Neighbor key={each.template} neighbor={each} now={now} />
      ))}
    </InboxFrame>
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
