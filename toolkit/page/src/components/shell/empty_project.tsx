import { Inbox } from "lucide";
import { Snippet } from "../../ui/copy";
import { Icon } from "../../ui/icon";
import "./empty_project.css";

const STEPS = [
  ["Write a first template", "inbox new order_shipped"],
  ["Check every case of it", "inbox validate"],
  ["Send it to yourself", "inbox send order_shipped --to me --dry-run"],
] as const;

/** A project without templates: how to make the first one. */
export function EmptyProject() {
  return (
    <div class="empty-project">
      <span class="empty-icon">
        <Icon of={Inbox} size={26} />
      </span>
      <h2>No messages yet</h2>
      <p>Make one, and it shows here while you write it.</p>
      {STEPS.map(([what, command]) => (
        <div key={command} class="empty-step">
          <h3>{what}</h3>
          <Snippet text={command} what="the command" />
        </div>
      ))}
    </div>
  );
}
