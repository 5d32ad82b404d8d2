import { CircleHelp, Inbox, Moon, PanelLeft, Search, Sun, X, Zap } from "lucide";
import { LiveState } from "../components/shell/live_state";
import { isNarrow, sheet } from "../layout";
import { isDark, sidebarFolded, toggleTheme } from "../preferences";
import { openKeys } from "../shortcuts";
import { quantity } from "../text";
import { IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Kbd } from "../ui/kbd";
import { choose } from "./actions";
import { openFaults, SEARCH_ID } from "./keyboard";
import { faultCount, overview, selection } from "./state";
import "../components/shell/app_bar.css";

export function EmulatorBar() {
  return (
    <header class="bar">
      <div class="bar-start">
        <IconButton
          icon={PanelLeft}
          label="Requests"
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
          emulator <small>{overview.value?.project}</small>
        </h1>
      </div>
      <SearchField />
      <div class="bar-end">
        <LiveState tip="Every request shows here at once" />
        {faultCount.value > 0 && (
          <button type="button" class="pill amber" data-tip="Faults that are injected" onClick={openFaults}>
            <Icon of={Zap} size={14} />
            {quantity(faultCount.value, "fault")}
          </button>
        )}
        <IconButton
          icon={isDark() ? Sun : Moon}
          label={isDark() ? "Light theme" : "Dark theme"}
          shortcut="T"
          onClick={toggleTheme}
        />
        <IconButton icon={CircleHelp} label="Keys" shortcut="?" class="help" onClick={openKeys} />
      </div>
    </header>
  );
}

function SearchField() {
  const { search } = selection.value;
  const change = (text: string) => choose({ search: text, request: null });
  return (
    <label class="find emulator-search">
      <Icon of={Search} />
      <span class="visually-hidden">Search requests</span>
      <input
        id={SEARCH_ID}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder="Search by path, template, recipient, failure, status"
        value={search}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          change("");
          event.currentTarget.blur();
        }}
      />
      {search ? (
        <IconButton icon={X} label="Clear the search" onClick={() => change("")} />
      ) : (
        <Kbd keys="Mod K" />
      )}
    </label>
  );
}
