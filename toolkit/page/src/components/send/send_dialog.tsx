import { CircleAlert, CircleCheck, Info, Send } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { post, postStream } from "../../api";
import { caseLabel } from "../../cases";
import { caseQuery, hasWhatIf, overview, row, selection, templateFile, unsavedTexts } from "../../state";
import { Button } from "../../ui/button";
import { CopyButton, Snippet } from "../../ui/copy";
import { Dialog } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { Prose } from "../../ui/prose";
import { RequestCode } from "../../ui/request_code";
import type { SendCapability, SendPlan, StepView } from "../../wire";
import { Message } from "../canvas/message";
import "./send_dialog.css";

/** Send a test: to whom, what, and what becomes of it. */
export function SendDialog({ onClose }: { onClose: () => void }) {
  const send = overview.value?.project.capabilities.send;
  return (
    <Dialog title="Send a test" onClose={onClose} class="send-dialog">
      {send && (send.ready ? <SendTest send={send} /> : <NotReady send={send} />)}
    </Dialog>
  );
}

/** What is missing for sending, and how to get it. */
function NotReady({ send }: { send: SendCapability }) {
  return (
    <div class="send-body">
      <p>
        <Prose text={send.why} />
      </p>
      {send.snippet && <Snippet text={send.snippet.trimEnd()} what="what to do" />}
      <p class="quiet">
        <Prose text="A test goes to people listed in `inbox.toml` only, and never without your click. To try without a key, run `inbox sandbox`." />
      </p>
    </div>
  );
}

type Progress = "planning" | "sending" | "ended";

function SendTest({ send }: { send: SendCapability }) {
  const [to, setTo] = useState(send.recipients[0] ?? "");
  const [plan, setPlan] = useState<SendPlan | null>(null);
  const [problem, setProblem] = useState("");
  const [steps, setSteps] = useState<readonly StepView[]>([]);
  const [progress, setProgress] = useState<Progress>("planning");
  const isMounted = useRef(true);
  useEffect(
    () => () => {
      isMounted.current = false;
    },
    [],
  );
  useEffect(() => {
    const control = new AbortController();
    setPlan(null);
    setProblem("");
    post("/api/send/plan", { case: caseQuery(), to }, control.signal)
      .then(setPlan)
      .catch((error: Error & { help?: string }) => {
        if (!control.signal.aborted) setProblem(`${error.message} ${error.help ?? ""}`.trim());
      });
    return () => control.abort();
  }, [to]);
  const start = async () => {
    setSteps([]);
    setProgress("sending");
    try {
      for await (const step of postStream("/api/send", { case: caseQuery(), to })) {
        if (!isMounted.current) return;
        setSteps((so) => [...so, step]);
      }
    } catch (error) {
      const text =
        error instanceof TypeError
          ? "The preview does not answer any more: the test may have been sent. Look in Customer.io before you send again."
          : (error as Error).message;
      setSteps((so) => [
        ...so,
        { state: "failed", text, deliveryId: null, exitCode: null, deliveryPage: null },
      ]);
    }
    setProgress("ended");
  };
  const refusal = problem || plan?.refusal || "";
  return (
    <>
      <div class="send-body">
        <Recipients
          recipients={send.recipients}
          chosen={to}
          onChoose={setTo}
          isLocked={progress === "sending"}
        />
        {refusal && (
          <p class="send-refusal" role="alert">
            <Icon of={CircleAlert} /> <Prose text={refusal} />
          </p>
        )}
        {plan && <Plan plan={plan} />}
        {plan && (
          <section aria-label="The request">
            <RequestCode snippets={plan.snippets} />
          </section>
        )}
        {progress !== "planning" && <Steps steps={steps} isRunning={progress === "sending"} />}
      </div>
      <footer class="send-foot">
        <small class="quiet">{plan ? `Through ${plan.endpoint}` : ""}</small>
        <Button
          kind="primary"
          icon={Send}
          disabled={!plan || Boolean(refusal) || progress === "sending"}
          onClick={() => void start()}
        >
          {progress === "ended"
            ? `Send again to ${to}`
            : progress === "sending"
              ? "Sending…"
              : `Send to ${to}`}
        </Button>
      </footer>
    </>
  );
}

interface RecipientsProps {
  recipients: readonly string[];
  chosen: string;
  onChoose: (to: string) => void;
  isLocked: boolean;
}

function Recipients({ recipients, chosen, onChoose, isLocked }: RecipientsProps) {
  return (
    <fieldset class="send-recipients" disabled={isLocked}>
      <legend>To</legend>
      {recipients.map((each) => (
        <label key={each}>
          <input type="radio" name="to" checked={each === chosen} onChange={() => onChoose(each)} />
          <code>{each}</code>
        </label>
      ))}
    </fieldset>
  );
}

/** Who gets what. */
function Plan({ plan }: { plan: SendPlan }) {
  const { data } = selection.value;
  const isUnsaved = unsavedTexts.value.has(templateFile.value);
  return (
    <section class="send-plan" aria-label="What is sent">
      <p>
        <b>{plan.recipient}</b> gets <b>{row.value?.title}</b>, rendered as{" "}
        <code>{caseLabel({ profile: plan.profile, data })}</code>
        {hasWhatIf.value && " with your unsaved values"}
        {isUnsaved && ", from the last saved text"}
      </p>
      {plan.properties !== null && (
        <div class="message-card send-card">
          <Message properties={plan.properties} />
        </div>
      )}
    </section>
  );
}

const STEP_ICONS = { done: CircleCheck, failed: CircleAlert, note: Info };

/** What happened so far; the last line is the verdict. */
function Steps({ steps, isRunning }: { steps: readonly StepView[]; isRunning: boolean }) {
  const end = steps.find((each) => each.state === "end");
  const deliveryId = end?.deliveryId;
  return (
    <section aria-label="Progress" role="status">
      <ol class="send-steps">
        {steps.map(
          (each, index) =>
            each.state !== "end" && (
              <li key={index} class={each.state}>
                <Icon of={STEP_ICONS[each.state]} size={15} />
                <span>
                  <Linked text={each.text} />
                </span>
              </li>
            ),
        )}
        {isRunning && (
          <li class="running">
            <i aria-hidden="true" />
            <span>Waiting for Customer.io…</span>
          </li>
        )}
      </ol>
      {end && (
        <p class={end.exitCode === 0 ? "send-verdict done" : "send-verdict failed"}>
          {end.exitCode === 0 ? "Sent." : "Not delivered."}
        </p>
      )}
      {deliveryId && (
        <p class="send-delivery">
          Delivery <code>{deliveryId}</code> <CopyButton text={deliveryId} what="the delivery's id" />
          {end.deliveryPage && (
            <a href={end.deliveryPage} target="_blank" rel="noreferrer">
              Open it in the sandbox
            </a>
          )}
        </p>
      )}
    </section>
  );
}

/** A sentence whose addresses are links. */
function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:)])/).map((part, index) =>
        index % 2 ? (
          <a key={index} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ) : (
          <Prose key={index} text={part} />
        ),
      )}
    </>
  );
}
