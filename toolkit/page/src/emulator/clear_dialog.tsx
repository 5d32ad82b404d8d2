import { Trash2 } from "lucide";
import { quantity } from "../text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { clear } from "./actions";
import { overview } from "./state";

/** Ask before everything that was sent is forgotten. */
export function ClearDialog({ onClose }: { onClose: () => void }) {
  const known = overview.value;
  if (!known) return null;
  return (
    <Dialog title="Clear all requests?" onClose={onClose}>
      <div class="emulator-ask">
        <p>
          {quantity(known.requests, "request")} and {quantity(known.kept, "delivery", "deliveries")} are
          forgotten, in every inbox. This cannot be undone.
        </p>
        <div class="emulator-buttons">
          <Button onClick={onClose}>Keep them</Button>
          <Button
            kind="primary"
            icon={Trash2}
            onClick={() => {
              onClose();
              void clear();
            }}
          >
            Clear
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
