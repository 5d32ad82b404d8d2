import { CircleX, WifiOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { openInEditor } from "../../editor_link";
import { link, lostSince, overview, refusal } from "../../state";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy";
import { Icon } from "../../ui/icon";
import { Prose } from "../../ui/prose";
import "./banners.css";

/** What concerns the whole page: no connection, a broken configuration, a refused question. */
export function Banners() {
  return (
    <div class="banners">
      {link.value === "lost" && <LostConnection />}
      <BrokenConfiguration />
      {refusal.value && link.value !== "lost" && (
        <div class="banner red" role="alert">
          <Icon of={CircleX} />
          <p>
            <b>{refusal.value.message}</b> <Prose text={refusal.value.help ?? ""} />
          </p>
        </div>
      )}
    </div>
  );
}

const COMMAND = "inbox preview";

function LostConnection() {
  const seconds = useSecondsSince(lostSince.value);
  return (
    <div class="banner red" role="alert">
      <Icon of={WifiOff} />
      <p>
        <b>Disconnected{seconds >= 3 ? ` for ${seconds} s` : ""}.</b> This page shows what it last heard and
        comes back by itself. If the preview was stopped, start it again: <code>{COMMAND}</code>
      </p>
      <CopyButton text={COMMAND} what="the command" />
    </div>
  );
}

function useSecondsSince(when: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.round((now - when) / 1000));
}

function BrokenConfiguration() {
  const found = overview.value?.project.configuration;
  if (!found) return null;
  const { place } = found;
  return (
    <div class="banner red" role="alert">
      <Icon of={CircleX} />
      <p>
        {place && (
          <code>
            {place.file}:{place.line}:{place.column}
          </code>
        )}{" "}
        <b>
          <Prose text={found.message} />
        </b>{" "}
        <Prose text={found.help} />
        {found.kept && <span class="banner-note"> The last good settings stay until it is fixed.</span>}
      </p>
      {place && <Button onClick={() => void openInEditor(place)}>Open in your editor</Button>}
    </div>
  );
}
