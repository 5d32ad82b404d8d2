import { Save } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { choose, editWhatIf, resetWhatIf, start } from "../../actions";
import { post } from "../../api";
import { reportSaved } from "../../fixes";
import { caseQuery, hasWhatIf, overview, row, selection } from "../../state";
import { Button } from "../../ui/button";
import { Popover } from "../../ui/popover";
import { toastError } from "../../ui/toast";
import type { CaseView, NewFixtureRequest } from "../../wire";
import "./save_bar.css";

/** Write what was changed into fixtures: these, or new ones. */
export function SaveBar({ view }: { view: CaseView }) {
  const write = overview.value?.project.capabilities.write;
  const dirty = hasWhatIf.value;
  const why = !write?.ready ? write?.why : dirty ? undefined : "Change a value first";
  return (
    <div class="save-bar">
      <Button icon={Save} disabled={Boolean(why)} data-tip={why} onClick={() => void saveToFixtures()}>
        Save to fixture
      </Button>
      <NamePopover
        label="Save as…"
        kinds={["changed"]}
        suggestion={`${view.data || view.profile}_changed`}
        why={why}
      />
      <NamePopover
        label="New case"
        kinds={row.value?.data.length ? ["data", "profile"] : ["profile", "data"]}
        suggestion=""
        why={write?.ready ? undefined : write?.why}
      />
    </div>
  );
}

async function saveToFixtures(): Promise<void> {
  const { set, unset } = selection.value;
  try {
    const saved = await post("/api/save", { case: caseQuery() });
    resetWhatIf();
    reportSaved("Saved", saved, () => editWhatIf({ set, unset }));
  } catch (error) {
    toastError(error);
  }
}

type Kind = NonNullable<NewFixtureRequest["kind"]>;

const KIND_WORDS: Record<Kind, string> = { changed: "", data: "Message data", profile: "Profile" };

interface NameProps {
  label: string;
  /** What can be made of the case; the first unless another is chosen. */
  kinds: readonly Kind[];
  suggestion: string;
  why: string | undefined;
}

/** A button that asks for the name of a new fixture. */
function NamePopover({ label, kinds, suggestion, why }: NameProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    anchor.current?.focus();
  };
  return (
    <>
      <Button
        buttonRef={anchor}
        kind="quiet"
        disabled={Boolean(why)}
        data-tip={why}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      {open && (
        <Popover anchor={anchor} onClose={close} class="name-popover">
          <NameForm kinds={kinds} suggestion={suggestion} onClose={close} />
        </Popover>
      )}
    </>
  );
}

function NameForm({
  kinds,
  suggestion,
  onClose,
}: Pick<NameProps, "kinds" | "suggestion"> & { onClose: () => void }) {
  const [name, setName] = useState(suggestion);
  const [kind, setKind] = useState<Kind>(kinds[0] ?? "changed");
  const [wrong, setWrong] = useState("");
  const [taken, setTaken] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const save = async () => {
    const before = selection.value;
    try {
      const { saved } = await post("/api/fixture", {
        case: caseQuery(),
        name: name.trim(),
        kind,
        replace: taken === name,
      });
      if (!saved) return setTaken(name);
      onClose();
      await start(); // so that the names of what is new are known
      choose({
        profile: saved.profile ?? before.profile,
        data: saved.data ?? before.data,
        set: [],
        unset: [],
      });
      const { profile, data, set, unset } = before;
      reportSaved("Saved", saved, () => choose({ profile, data, set, unset }, { replace: true }));
    } catch (error) {
      if (error instanceof TypeError) toastError(error);
      else setWrong((error as Error).message);
    }
  };
  return (
    <form
      aria-label="Name of the new fixture"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {kinds.length > 1 && (
        <fieldset>
          <legend>A new case from a copy of the</legend>
          {kinds.map((each) => (
            <label key={each}>
              <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
              {KIND_WORDS[each]}
            </label>
          ))}
        </fieldset>
      )}
      <label class="name-label">
        Name
        <input
          ref={input}
          class="field"
          value={name}
          placeholder="such as out_of_stock"
          autocomplete="off"
          spellcheck={false}
          aria-invalid={wrong ? true : undefined}
          onInput={(event) => {
            setName(event.currentTarget.value);
            setWrong("");
            setTaken("");
          }}
        />
      </label>
      {wrong && <p class="value-wrong">{wrong}</p>}
      {taken && <p class="value-wrong">There is one of that name. Save again to replace it.</p>}
      <footer>
        <Button kind="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button kind="primary" type="submit" disabled={!name.trim()}>
          {taken ? "Replace" : "Save"}
        </Button>
      </footer>
    </form>
  );
}
