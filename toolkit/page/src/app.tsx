import { Canvas } from "./components/canvas/canvas";
import { AllCases } from "./components/cases/all_cases";
import { Changes } from "./components/changes/changes";
import { WrittenIndex } from "./components/index/written_index";
import { Inspector } from "./components/inspector/inspector";
import { ProblemsDrawer } from "./components/problems/drawer";
import { hasFindings } from "./components/problems/findings";
import { SendDialog } from "./components/send/send_dialog";
import { AppBar } from "./components/shell/app_bar";
import { Banners } from "./components/shell/banners";
import { EmptyProject } from "./components/shell/empty_project";
import { KeySheet } from "./components/shell/key_sheet";
import { PhoneBar } from "./components/shell/phone_bar";
import { SearchDialog } from "./components/shell/search_dialog";
import { SetupDialog } from "./components/shell/setup_dialog";
import { Sidebar } from "./components/shell/sidebar";
import { Toolbar } from "./components/shell/toolbar";
import { SHORTCUTS } from "./keyboard";
import { dialog, isNarrow, sheet } from "./layout";
import {
  drawerFolded,
  drawerSize,
  inspectorFolded,
  inspectorSize,
  sidebarFolded,
  sidebarSize,
} from "./preferences";
import { overview, row, selection } from "./state";
import { VERDICT_WORDS } from "./ui/glyph";
import { Resizer } from "./ui/resizer";
import { Toasts } from "./ui/toast";
import { Tooltip } from "./ui/tooltip";
import { isIndex, written } from "./written";
import "./app.css";

/** What is where: bar, sidebar, message, inspector, problems; on a phone the panes are sheets. */
export function App() {
  const empty = overview.value?.templates.length === 0;
  const panes = {
    "--sidebar": sidebarFolded.value ? "0px" : `${sidebarSize.value}px`,
    "--inspector": inspectorFolded.value || empty || isIndex ? "0px" : `${inspectorSize.value}px`,
    "--drawer": drawerFolded.value || !hasFindings.value ? "auto" : `${drawerSize.value}px`,
  };
  return (
    <>
      <a class="skip" href="#message">
        Skip to the message
      </a>
      <div class="app" style={panes} data-sheet={sheet.value ?? undefined}>
        <AppBar />
        <Banners />
        <nav class="pane side" id="templates" aria-label="Templates">
          {(!sidebarFolded.value || isNarrow.value) && <Sidebar />}
          <Resizer
            label="Width of the sidebar"
            size={sidebarSize}
            folded={sidebarFolded}
            side="left"
            min={180}
            max={480}
          />
        </nav>
        <main class="pane main" id="message" tabIndex={-1} aria-label="Message">
          {written && isIndex ? (
            <WrittenIndex data={written} />
          ) : empty ? (
            <EmptyProject />
          ) : (
            <>
              <Toolbar />
              <View />
            </>
          )}
        </main>
        {!empty && !isIndex && (
          <aside class="pane insp" id="inspector" aria-label="Inspector">
            {(!inspectorFolded.value || isNarrow.value) && row.value && <Inspector />}
            <Resizer
              label="Width of the inspector"
              size={inspectorSize}
              folded={inspectorFolded}
              side="right"
              min={280}
              max={900}
            />
          </aside>
        )}
        <footer class="pane drawer" id="problems" aria-label="Problems">
          <Resizer
            label="Height of the problems"
            size={drawerSize}
            folded={drawerFolded}
            side="below"
            min={120}
            max={640}
          />
          <ProblemsDrawer />
        </footer>
        {isNarrow.value && <PhoneBar />}
        {sheet.value && (
          <div
            class="sheet-backdrop"
            onClick={() => {
              sheet.value = null;
            }}
          />
        )}
      </div>
      <p class="visually-hidden" role="status">
        {row.value && `${row.value.title} ${VERDICT_WORDS[row.value.verdict]}`}
      </p>
      <Dialogs />
      <Toasts />
      <Tooltip />
    </>
  );
}

function View() {
  switch (selection.value.view) {
    case "cases":
      return <AllCases />;
    case "changes":
      return <Changes />;
    default:
      return <Canvas />;
  }
}

function Dialogs() {
  const close = () => {
    dialog.value = null;
  };
  switch (dialog.value?.name) {
    case "search":
      return <SearchDialog onClose={close} />;
    case "keys":
      return <KeySheet shortcuts={SHORTCUTS} onClose={close} />;
    case "send":
      return <SendDialog onClose={close} />;
    case "setup":
      return <SetupDialog view={dialog.value.view} onClose={close} />;
    default:
      return null;
  }
}
