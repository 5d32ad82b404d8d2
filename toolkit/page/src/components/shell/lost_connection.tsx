import { WifiOff } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { lostSince } from "../../connection";
import { CopyButton } from "../../ui/copy";
import { Icon } from "../../ui/icon";
import "./banners.css";

/** The server does not answer: since when, and the command that starts it again. */
export function LostConnection({ command }: { command: string }) {
  const seconds = useSecondsSince(lostSince.value);
  return (
    <div class="banner red" role="alert">
      <Icon of={WifiOff} />
      <p>
        <b>Disconnected{seconds >= 3 ? ` for ${seconds} s` : ""}.</b> This page shows what it last heard and
        comes back by itself. If the server was stopped, start it again: <code>{command}</code>
      </p>
      <CopyButton text={command} what="the command" />
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
