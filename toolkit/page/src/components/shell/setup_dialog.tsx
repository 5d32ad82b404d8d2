import { Snippet } from "../../ui/copy";
import { Dialog } from "../../ui/dialog";
import { Prose } from "../../ui/prose";
import { VIEW_NAMES } from "../../view_names";
import { missingViews } from "../../views";
import "./setup_dialog.css";

/** How to set up a view that the project does not have yet, with what to paste. */
export function SetupDialog({ view, onClose }: { view: string; onClose: () => void }) {
  const found = missingViews().find((each) => each.name === view);
  if (!found) return null;
  return (
    <Dialog title={`Set up the ${VIEW_NAMES[found.name]} view`} onClose={onClose}>
      <div class="setup">
        <p>
          <Prose text={found.why} />
        </p>
        {found.snippet && <Snippet text={found.snippet} what="the settings" />}
        <p class="quiet">The view appears here as soon as inbox.toml is saved.</p>
      </div>
    </Dialog>
  );
}
