import type { ComponentChildren } from "preact";
import { byteSize } from "../text";
import { Code } from "../ui/code";
import { CopyButton } from "../ui/copy";
import { RequestCode } from "../ui/request_code";
import { Tabs } from "../ui/tabs";
import type { DeliveryView, RequestView } from "../wire";
import { choose } from "./actions";
import type { Side } from "./selection";
import { request, selection } from "./state";
import { clock } from "./verdicts";
import "../components/inspector/inspector.css";

const TABS: { id: Side; label: string }[] = [
  { id: "request", label: "Request" },
  { id: "rendered", label: "Rendered" },
  { id: "events", label: "Events" },
];

/** What is known of the request on screen. */
export function RequestInspector() {
  const { side } = selection.value;
  const found = request.value;
  return (
    <>
      <Tabs
        label="Inspector"
        tabs={TABS}
        chosen={side}
        panel="side"
        onChoose={(to) => choose({ side: to })}
      />
      <div class="inspector-pane" id="side" role="tabpanel" aria-label={side} tabIndex={0}>
        {found && side === "request" && <RequestSide found={found} />}
        {found && side === "rendered" && <RenderedSide delivery={found.delivery} />}
        {found && side === "events" && <EventsSide found={found} />}
      </div>
    </>
  );
}

function RequestSide({ found }: { found: RequestView }) {
  const { row } = found;
  const address = found.query ? `${row.path}?${found.query}` : row.path;
  return (
    <>
      <Section title="Request">
        <p class="emulator-address">
          <b>{row.method}</b> <code>{address}</code>
        </p>
      </Section>
      {found.body && <Text title="Body" what="the body" text={pretty(found.body)} />}
      <Text title={`Answer ${row.status || "none"}`} what="the answer" text={pretty(found.answer)} />
      {found.snippets.length > 0 && (
        <Section title="Make it again">
          <RequestCode snippets={found.snippets} />
        </Section>
      )}
    </>
  );
}

function RenderedSide({ delivery }: { delivery: DeliveryView | null }) {
  if (!delivery?.text) return <p class="emulator-none">Nothing was rendered.</p>;
  return (
    <>
      {delivery.message && (
        <Text
          title="Payload"
          what="the payload"
          text={JSON.stringify(delivery.message.properties, null, 2) ?? ""}
        />
      )}
      <Text title="Rendered text" what="the rendered text" text={delivery.text} />
    </>
  );
}

function EventsSide({ found }: { found: RequestView }) {
  const { row, delivery } = found;
  if (!delivery) {
    return <Facts facts={[["received", clock(row.at)]]} />;
  }
  const { message } = delivery;
  const events = Object.entries(delivery.metrics).sort(([, a], [, b]) => a - b);
  const expiry = message?.expiresAt ? new Date(message.expiresAt).toLocaleString() : "never";
  return (
    <>
      <Section title="Events">
        <ol class="emulator-events">
          {[["received", row.at] as const, ...events].map(([name, at]) => (
            <li key={name} class={name === "failed" ? "red" : ""}>
              <b>{name}</b> <time>{clock(at)}</time>
            </li>
          ))}
        </ol>
      </Section>
      <Section title="Delivery" copy={{ text: delivery.row.deliveryId, what: "the delivery id" }}>
        <Facts
          facts={[
            ["delivery_id", delivery.row.deliveryId],
            ...Object.entries(delivery.identifiers).map(([name, value]) => [name, value ?? "none"] as const),
            ...(message
              ? ([
                  ["type", message.type || "none"],
                  ["topics", message.topics.join(", ") || "none"],
                  ["expires", expiry],
                ] as const)
              : []),
          ]}
        />
      </Section>
    </>
  );
}

interface SectionProps {
  title: string;
  copy?: { text: string; what: string };
  detail?: string;
  children: ComponentChildren;
}

function Section({ title, copy, detail, children }: SectionProps) {
  return (
    <section class="emulator-section">
      <h3 class="section-head">
        {title}
        {detail && <small>{detail}</small>}
        {copy && <CopyButton text={copy.text} what={copy.what} />}
      </h3>
      {children}
    </section>
  );
}

function Text({ title, what, text }: { title: string; what: string; text: string }) {
  return (
    <Section title={title} copy={{ text, what }} detail={byteSize(new Blob([text]).size)}>
      <pre class="emulator-text" dir="auto">
        <Code text={text} />
      </pre>
    </Section>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string])[] }) {
  return (
    <dl class="emulator-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Return JSON indented, and any other text as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
