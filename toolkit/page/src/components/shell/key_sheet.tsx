import type { Shortcut } from "../../shortcuts";
import { Dialog } from "../../ui/dialog";
import { Kbd } from "../../ui/kbd";
import "./key_sheet.css";

const GROUPS = ["Go to", "Show", "Do"] as const;

interface Props {
  shortcuts: readonly Shortcut[];
  onClose: () => void;
}

export function KeySheet({ shortcuts, onClose }: Props) {
  return (
    <Dialog title="Keys" onClose={onClose} class="wide">
      <div class="key-sheet" tabIndex={0}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts
                .filter((each) => each.group === group)
                .map((each) => (
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
