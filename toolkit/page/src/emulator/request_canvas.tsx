import { FrameView } from "../components/canvas/frame_view";
import { InboxFrame } from "../components/canvas/inbox_frame";
import { Message } from "../components/canvas/message";
import { canvasWidth } from "../preferences";
import { quantity, shortAge } from "../text";
import { classNames } from "../ui/class_names";
import { VerdictGlyph } from "../ui/glyph";
import { Prose } from "../ui/prose";
import type { DeliveryView, FindingRow, MessageView, RequestView } from "../wire";
import { openDelivery } from "./actions";
import { shownView } from "./request_toolbar";
import { inbox, overview, request } from "./state";
import { WORDS } from "./verdicts";
import "../components/canvas/canvas.css";
import "../components/canvas/failure.css";

/** What a request became: why it failed, and its message in the recipient's inbox. */
export function RequestCanvas() {
  const found = request.value;
  return (
    <div
      class={canvasWidth.value === "full" ? "canvas wide" : "canvas"}
      id="view"
      role="tabpanel"
      aria-label={shownView()}
      tabIndex={-1}
    >
      {found && <Outcome found={found} />}
      <Drawn delivery={found?.delivery ?? null} />
    </div>
  );
}

function Outcome({ found }: { found: RequestView }) {
  const { row, delivery } = found;
  if (row.verdict === "failed" || row.verdict === "refused") {
    return <Failure found={found} findings={delivery?.findings ?? []} />;
  }
  if (delivery && delivery.findings.length > 0) return <Findings findings={delivery.findings} />;
  if (row.verdict === "clean") return null;
  return <p class="canvas-caption">{waitingText(found)}</p>;
}

function waitingText({ row }: RequestView): string {
  if (row.verdict === "answered") return `Answered ${row.status}: it sends nothing.`;
  return `This send is ${WORDS[row.verdict]}.`;
}

function Failure({ found, findings }: { found: RequestView; findings: readonly FindingRow[] }) {
  const { row } = found;
  const isRefused = row.verdict === "refused";
  return (
    <section class="failure" role="alert">
      <header>
        <h2>
          <VerdictGlyph verdict="error" label={isRefused ? "Refused:" : "Failed:"} />
          <span dir="auto">{row.failure || `${row.method} ${row.path}`}</span>
        </h2>
        <p>
          {isRefused
            ? `The emulator answered ${row.status || "nothing"}, as the service would. Nothing was sent.`
            : "The service would answer 200 to this send, and fail the delivery afterwards."}
        </p>
        {row.fault && <p>Injected: {row.fault}</p>}
      </header>
      {findings.length > 0 && <FindingList findings={findings} />}
    </section>
  );
}

function Findings({ findings }: { findings: readonly FindingRow[] }) {
  return (
    <section class="failure emulator-findings" aria-label="Findings">
      <header>
        <h2>
          <VerdictGlyph verdict="warning" label="Delivered," />
          <span>Delivered, with {quantity(findings.length, "finding")}</span>
        </h2>
      </header>
      <FindingList findings={findings} />
    </section>
  );
}

function FindingList({ findings }: { findings: readonly FindingRow[] }) {
  return (
    <ul class="emulator-finding-list">
      {findings.map((each) => (
        <li key={`${each.rule} ${each.file} ${each.line} ${each.column}`}>
          <VerdictGlyph verdict={each.severity} label={each.severity} />
          <div>
            <p>
              <Prose text={each.message} />
            </p>
            {each.help && (
              <p class="quiet">
                <Prose text={each.help} />
              </p>
            )}
            <code class="quiet">
              {each.file}:{each.line}:{each.column} · {each.rule}
            </code>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Drawn({ delivery }: { delivery: DeliveryView | null }) {
  const known = overview.value;
  const shown = shownView();
  if (!known) return null;
  if (shown !== "inbox") {
    if (!delivery?.message) return <p class="canvas-caption">There is no message to draw.</p>;
    return (
      <FrameView
        kind={shown}
        message={delivery.message}
        {...(inbox.value && { messages: inbox.value.view.messages })}
        frames={known.frames}
        now={known.now}
      />
    );
  }
  const whose = inbox.value;
  if (!whose) return null;
  const { messages } = whose.view;
  const unread = messages.filter((each) => !each.opened).length;
  return (
    <>
      <InboxFrame unread={unread}>
        {messages.map((each) => (
          <Entry
            key={each.messageId}
            message={each}
            now={Date.parse(known.now)}
            here={each.deliveryId === delivery?.row.deliveryId}
          />
        ))}
        {messages.length === 0 && <li class="emulator-empty">Nothing is in this inbox.</li>}
      </InboxFrame>
      <p class="canvas-caption">
        {quantity(messages.length, "message")} in the inbox of <bdi>{whose.person}</bdi>
      </p>
    </>
  );
}

function Entry({ message, now, here }: { message: MessageView; now: number; here: boolean }) {
  return (
    <li class={classNames("here", "emulator-entry", !here && "other", message.opened && "opened")}>
      <button
        type="button"
        aria-current={here ? "true" : undefined}
        onClick={() => void openDelivery(message.deliveryId ?? "")}
      >
        <span class="visually-hidden">{message.opened ? "Read: " : "Unread: "}</span>
        <Message properties={message.properties} age={shortAge(message.sentAt, now)} />
      </button>
    </li>
  );
}
