import { CircleHelp, CircleX, Inbox, Moon, PanelLeft, Search, Sun, TriangleAlert } from "lucide";
import { openSearch } from "../../keyboard";
import { isNarrow, sheet } from "../../layout";
import { drawerFolded, isDark, sidebarFolded, toggleTheme } from "../../preferences";
import { openKeys } from "../../shortcuts";
import { overview } from "../../state";
import { quantity } from "../../text";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Kbd } from "../../ui/kbd";
import type { Summary } from "../../wire";
import { isIndex, written } from "../../written";
import { LiveState } from "./live_state";
import "./app_bar.css";

/** The project, the search, and how everything is. Nothing in it moves when something is added. */
export function AppBar() {
  const project = overview.value?.project;
  return (
    <header class="bar">
      <div class="bar-start">
        <IconButton
          icon={PanelLeft}
          label="Templates"
          aria-expanded={isNarrow.value ? sheet.value === "templates" : !sidebarFolded.value}
          onClick={() => {
            if (isNarrow.value) sheet.value = "templates";
            else sidebarFolded.value = !sidebarFolded.value;
          }}
        />
        <h1 class="logo">
          <i>
            <Icon of={Inbox} size={14} />
          </i>
          inbox <small dir="auto">{project?.name}</small>
        </h1>
      </div>
      {project && (
        <>
          <button
            type="button"
            class="find"
            aria-label="Search templates, cases, problems"
            aria-keyshortcuts="Control+K Meta+K"
            onClick={openSearch}
          >
            <Icon of={Search} />
            <span>Search templates, cases, problems</span>
            <Kbd keys="Mod K" />
          </button>
          <div class="bar-end">
            <Counts summary={project.summary} />
            {written ? <WrittenMark /> : <LiveState tip="Every save shows here at once" />}
            <IconButton
              icon={isDark() ? Sun : Moon}
              label={isDark() ? "Light theme" : "Dark theme"}
              shortcut="T"
              onClick={toggleTheme}
            />
            <IconButton icon={CircleHelp} label="Keys" shortcut="?" class="help" onClick={openKeys} />
          </div>
        </>
      )}
    </header>
  );
}

/** A page that was written as a file; it leads to the list of all of them. */
function WrittenMark() {
  return isIndex ? null : (
    <a class="pill written" href="index.html">
      All templates
    </a>
  );
}

function Counts({ summary: { errors, warnings } }: { summary: Summary }) {
  return (
    <>
      {errors > 0 && (
        <button type="button" class="pill red" data-tip="Show all problems" onClick={showProblems}>
          <Icon of={CircleX} size={15} />
          <span>
            {errors} <span class="word">{errors === 1 ? "error" : "errors"}</span>
          </span>
        </button>
      )}
      {warnings > 0 && (
        <button
          type="button"
          class="pill amber"
          aria-label={quantity(warnings, "warning")}
          data-tip={quantity(warnings, "warning")}
          onClick={showProblems}
        >
          <Icon of={TriangleAlert} size={15} />
          {warnings}
        </button>
      )}
    </>
  );
}

function showProblems(): void {
  if (isNarrow.value) sheet.value = "problems";
  else drawerFolded.value = false;
}
