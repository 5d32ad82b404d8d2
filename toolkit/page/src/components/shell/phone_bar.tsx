import { Braces, Code, MessageSquare, SlidersHorizontal, TriangleAlert } from "lucide";
import { choose } from "../../actions";
import { isNarrow, sheet } from "../../layout";
import type { Side } from "../../selection";
import { row, selection } from "../../state";
import { Icon } from "../../ui/icon";
import "./phone_bar.css";

const SIDES: { side: Side; label: string; icon: typeof Code }[] = [
  { side: "data", label: "Data", icon: SlidersHorizontal },
  { side: "source", label: "Source", icon: Code },
  { side: "json", label: "JSON", icon: Braces },
];

/** On a phone: the panes as sheets, one button each. */
export function PhoneBar() {
  const count = row.value?.findings.length ?? 0;
  const close = () => {
    sheet.value = null;
  };
  return (
    <nav class="phone-bar" aria-label="Panes" hidden={!isNarrow.value}>
      <button type="button" aria-pressed={sheet.value === null} onClick={close}>
        <Icon of={MessageSquare} size={18} />
        Message
      </button>
      {SIDES.map(({ side, label, icon }) => (
        <button
          key={side}
          type="button"
          aria-pressed={sheet.value === "inspector" && selection.value.side === side}
          onClick={() => {
            sheet.value = "inspector";
            choose({ side }, { replace: true });
          }}
        >
          <Icon of={icon} size={18} />
          {label}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={sheet.value === "problems"}
        onClick={() => {
          sheet.value = "problems";
        }}
      >
        <Icon of={TriangleAlert} size={18} />
        Problems{count > 0 && ` ${count}`}
      </button>
    </nav>
  );
}
