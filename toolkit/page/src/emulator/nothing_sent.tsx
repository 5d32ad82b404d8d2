import { Inbox } from "lucide";
import { Snippet } from "../ui/copy";
import { Icon } from "../ui/icon";
import type { SandboxOverview } from "../wire";
import "../components/shell/empty_project.css";

/** Before the first request: how a backend, or the command line, sends here. */
export function NothingSent({ known }: { known: SandboxOverview }) {
  const variables = Object.entries(known.environment).map(([name, value]) => `${name}=${value}`);
  return (
    <div class="empty-project">
      <span class="empty-icon">
        <Icon of={Inbox} size={26} />
      </span>
      <h2>Nothing has been sent yet</h2>
      <p>Point a backend here, with any key, and every request shows up at once.</p>
      <div class="empty-step">
        <h3>Set for your backend</h3>
        <Snippet text={variables.join("\n")} what="the variables" />
      </div>
      <div class="empty-step">
        <h3>Or send from the command line</h3>
        <Snippet text={`${variables.join(" ")} inbox send`} what="the command" />
      </div>
    </div>
  );
}
