import { SHORTCUTS } from "../../keyboard";
import { Dialog } from "../../ui/dialog";
import { Kbd } from "../../ui/kbd";
import "./key_sheet.css";

const GROUPS = ["Go to", "Show", "Do"] as const;

export function KeySheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose} class="wide">
      <div class="key-sheet">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {SHORTCUTS.filter((each) => each.group === group).map((each) => (
                <div key={each.keys}>
                  <dt>{each.what}</dt>
                  <dd>
                    <Kbd keys={each.keys} /> {each.also && <Kbd keys={each.also} />}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
