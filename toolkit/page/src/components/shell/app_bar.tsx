import { CircleHelp, CircleX, Inbox, Moon, PanelLeft, Search, Sun, TriangleAlert } from "lucide";
import { openSearch, toggleTheme } from "../../keyboard";
import { isNarrow, sheet } from "../../layout";
import { drawerFolded, isDark, sidebarFolded } from "../../preferences";
import { openKeys } from "../../shortcuts";
import { overview } from "../../state";
import { quantity } from "../../text";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Kbd } from "../../ui/kbd";
import { LiveState } from "./live_state";
import "./app_bar.css";

export function AppBar() {
  const summary = overview.value?.project.summary;
  return (
    <header class="bar">
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
        inbox <small>{overview.value?.project.name}</small>
      </h1>
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
      <LiveState tip="Every save shows here at once" />
      {summary && summary.errors > 0 && (
        <button type="button" class="pill red" data-tip="Show all problems" onClick={showProblems}>
          <Icon of={CircleX} size={15} />
          <span>
            {summary.errors} <span class="word">{summary.errors === 1 ? "error" : "errors"}</span>
          </span>
        </button>
      )}
      {summary && summary.warnings > 0 && (
        <button
          type="button"
          class="pill amber"
          aria-label={quantity(summary.warnings, "warning")}
          data-tip={quantity(summary.warnings, "warning")}
          onClick={showProblems}
        >
          <Icon of={TriangleAlert} size={15} />
          {summary.warnings}
        </button>
      )}
      <IconButton
        icon={isDark() ? Sun : Moon}
        label={isDark() ? "Light theme" : "Dark theme"}
        shortcut="T"
        onClick={toggleTheme}
      />
      <IconButton icon={CircleHelp} label="Keys" shortcut="?" class="help" onClick={openKeys} />
    </header>
  );
}

function showProblems(): void {
  if (isNarrow.value) sheet.value = "problems";
  else drawerFolded.value = false;
}
