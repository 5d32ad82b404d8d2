import "./switch.css";

interface Props {
  label: string;
  /** What it is the switch of, where its label says only how it is. */
  name?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Something that is on or off. */
export function Switch({ label, name, checked, onChange }: Props) {
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-label={name}
      aria-checked={checked}
      onClick={() => onChange(!checked)}
    >
      <i aria-hidden="true" />
      {label}
    </button>
  );
}
