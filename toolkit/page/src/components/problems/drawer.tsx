import { ChevronUp } from "lucide";
import { openFinding } from "../../actions";
import { isNarrow } from "../../layout";
import { drawerFolded } from "../../preferences";
import { overview, row } from "../../state";
import { IconButton } from "../../ui/button";
import { VerdictGlyph } from "../../ui/glyph";
import { Prose } from "../../ui/prose";
import type { FindingView } from "../../wire";
import "./drawer.css";

/** What is wrong: with this message first, then with the project. */
export function ProblemsDrawer() {
  const own = row.value?.findings ?? [];
  const { errors = 0, warnings = 0 } = overview.value?.project.summary ?? {};
  const open = !drawerFolded.value || isNarrow.value;
  return (
    <>
      <div class="drawer-head">
        <IconButton
          icon={ChevronUp}
          label={open ? "Fold the problems" : "Show the problems"}
          shortcut="P"
          aria-expanded={open}
          onClick={() => {
            drawerFolded.value = !drawerFolded.value;
          }}
        />
        <h2>Problems</h2>
        <span>
          This message <b>{own.length}</b>
        </span>
        <span>
          Project <b>{errors + warnings}</b>
        </span>
      </div>
      {open && (
        <ul class="drawer-list">
          {[...own, ...(overview.value?.project.problems ?? [])].map((each) => (
            <li key={`${each.rule} ${each.place.file} ${each.place.start}`}>
              <Problem finding={each} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Problem({ finding }: { finding: FindingView }) {
  return (
    <button type="button" class="problem" onClick={() => openFinding(finding)}>
      <VerdictGlyph verdict={finding.severity} label={finding.severity} />
      <span>
        <Prose text={finding.message} />
      </span>
      <code>
        {finding.place.file}:{finding.place.line}
      </code>
    </button>
  );
}
