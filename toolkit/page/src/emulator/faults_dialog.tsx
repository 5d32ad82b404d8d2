import { quantity } from "../text";
import { Dialog } from "../ui/dialog";
import { Switch } from "../ui/switch";
import type { FaultSetting, FaultView } from "../wire";
import { setFaults } from "./actions";
import { overview } from "./state";

type Kind = FaultSetting["kind"];

const KINDS: { kind: Kind; name: string; what: string }[] = [
  { kind: "latency", name: "Latency", what: "Answers late." },
  { kind: "status", name: "Error status", what: "Answers with an error of the service." },
  { kind: "html", name: "HTML error page", what: "Answers as a proxy before the service does." },
  { kind: "reset", name: "Connection reset", what: "Hangs up without an answer." },
  { kind: "cut", name: "Cut answer", what: "Hangs up in the middle of the answer." },
  { kind: "late-verdict", name: "Late verdict", what: "Says what became of a delivery some time later." },
  { kind: "two-verdicts", name: "Two verdicts", what: "Says sent first, and failed afterwards." },
];

const USUAL: Omit<FaultSetting, "kind"> = {
  on: "*",
  chance: 1,
  times: null,
  status: 503,
  retryAfter: null,
  seconds: 0.5,
  after: false,
  enabled: true,
};

/** Switch faults on and off: what a backend has to survive. */
export function FaultsDialog({ onClose }: { onClose: () => void }) {
  const known = overview.value?.faults ?? [];
  return (
    <Dialog title="Inject faults" onClose={onClose} class="wide faults-dialog">
      <p class="quiet">What goes wrong between a backend and the service, from now on.</p>
      <ul class="faults">
        {KINDS.map((each) => (
          <Kinds key={each.kind} {...each} known={known} />
        ))}
      </ul>
    </Dialog>
  );
}

function Kinds({ kind, name, what, known }: (typeof KINDS)[number] & { known: readonly FaultView[] }) {
  const found = known.filter((each) => each.setting.kind === kind);
  const settings = known.map((each) => each.setting);
  const replace = (old: FaultSetting | null, next: FaultSetting) =>
    void setFaults(old ? settings.map((each) => (each === old ? next : each)) : [...settings, next]);
  if (found.length === 0) {
    return (
      <li class="fault">
        <Switch label={name} checked={false} onChange={() => replace(null, { kind, ...USUAL })} />
        <p class="quiet">{what}</p>
      </li>
    );
  }
  return (
    <>
      {found.map(({ setting, injected }, index) => (
        <li key={index} class="fault">
          <Switch
            label={name}
            checked={setting.enabled}
            onChange={(enabled) => replace(setting, { ...setting, enabled })}
          />
          <p class="quiet">
            {what} Injected {quantity(injected, "time")}.
          </p>
          {setting.enabled && <Details setting={setting} onChange={(next) => replace(setting, next)} />}
        </li>
      ))}
    </>
  );
}

function Details({ setting, onChange }: { setting: FaultSetting; onChange: (next: FaultSetting) => void }) {
  const { kind } = setting;
  const timed = kind === "latency" || kind === "late-verdict" || kind === "two-verdicts";
  return (
    <div class="fault-details">
      <label>
        Requests
        <input
          class="field mono"
          value={setting.on}
          spellcheck={false}
          onChange={(event) => onChange({ ...setting, on: event.currentTarget.value || "*" })}
        />
      </label>
      <NumberField
        label="Chance, %"
        value={Math.round(setting.chance * 100)}
        max={100}
        onChange={(percent) => onChange({ ...setting, chance: percent / 100 })}
      />
      {timed && (
        <NumberField
          label="Seconds"
          value={setting.seconds}
          max={600}
          onChange={(seconds) => onChange({ ...setting, seconds })}
        />
      )}
      {kind === "status" && (
        <NumberField
          label="Status"
          value={setting.status}
          min={400}
          max={599}
          onChange={(status) => onChange({ ...setting, status: Math.round(status) })}
        />
      )}
    </div>
  );
}

interface NumberProps {
  label: string;
  value: number;
  min?: number;
  max: number;
  onChange: (value: number) => void;
}

function NumberField({ label, value, min = 0, max, onChange }: NumberProps) {
  return (
    <label>
      {label}
      <input
        class="field"
        type="number"
        min={min}
        max={max}
        step="any"
        value={value}
        onChange={(event) => {
          const wanted = event.currentTarget.valueAsNumber;
          if (wanted >= min && wanted <= max) onChange(wanted);
          else event.currentTarget.value = String(value);
        }}
      />
    </label>
  );
}
