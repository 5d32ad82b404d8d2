import { overview } from "../../state";
import { Dialog } from "../../ui/dialog";
import { Prose } from "../../ui/prose";
import "./send_dialog.css";

/** Send a test: to whom, what, and what becomes of it. */
export function SendDialog({ onClose }: { onClose: () => void }) {
  const send = overview.value?.project.capabilities.send;
  return (
    <Dialog title="Send a test" onClose={onClose}>
      <p class="send-why">
        <Prose text={send?.why ?? ""} />
      </p>
    </Dialog>
  );
}
