import { KeySheet } from "../components/shell/key_sheet";
import { dialog, isNarrow, sheet } from "../layout";
import { inspectorFolded, inspectorSize, sidebarFolded, sidebarSize } from "../preferences";
import { Resizer } from "../ui/resizer";
import { Toasts } from "../ui/toast";
import { Tooltip } from "../ui/tooltip";
import { Banners } from "./banners";
import { ClearDialog } from "./clear_dialog";
import { EmulatorBar } from "./emulator_bar";
import { FaultsDialog } from "./faults_dialog";
import { SHORTCUTS } from "./keyboard";
import { NothingSent } from "./nothing_sent";
import { RequestCanvas } from "./request_canvas";
import { RequestInspector } from "./request_inspector";
import { RequestList } from "./request_list";
import { RequestToolbar } from "./request_toolbar";
import { overview, request } from "./state";
import "../app.css";
import "./emulator.css";

/** What is where: bar, requests, the message that one became, what is known of it. */
export function EmulatorApp() {
  const panes = {
    "--sidebar": sidebarFolded.value ? "0px" : `${sidebarSize.value}px`,
    "--inspector": inspectorFolded.value || !request.value ? "0px" : `${inspectorSize.value}px`,
    "--drawer": "0px",
  };
  return (
    <>
      <a class="skip" href="#message">
        Skip to the message
      </a>
      <div class="app emulator" style={panes} data-sheet={sheet.value ?? undefined}>
        <EmulatorBar />
        <Banners />
        <nav class="pane side" id="requests" aria-label="Requests">
          {(!sidebarFolded.value || isNarrow.value) && <RequestList />}
          <Resizer
            label="Width of the sidebar"
            size={sidebarSize}
            folded={sidebarFolded}
            side="left"
            min={220}
            max={560}
          />
        </nav>
        <main class="pane main" id="message" tabIndex={-1} aria-label="Message">
          <Main />
        </main>
        {request.value && (
          <aside class="pane insp" id="inspector" aria-label="Inspector">
            {(!inspectorFolded.value || isNarrow.value) && <RequestInspector />}
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
        {sheet.value && (
          <div
            class="sheet-backdrop"
            onClick={() => {
              sheet.value = null;
            }}
          />
        )}
      </div>
      <Dialogs />
      <Toasts />
      <Tooltip />
    </>
  );
}

function Main() {
  if (!overview.value) return <div class="canvas" aria-busy="true" />;
  if (overview.value.requests + overview.value.kept === 0) return <NothingSent known={overview.value} />;
  return (
    <>
      <RequestToolbar />
      <RequestCanvas />
    </>
  );
}

function Dialogs() {
  const close = () => {
    dialog.value = null;
  };
  switch (dialog.value?.name) {
    case "keys":
      return <KeySheet shortcuts={SHORTCUTS} onClose={close} />;
    case "faults":
      return <FaultsDialog onClose={close} />;
    case "clear":
      return <ClearDialog onClose={close} />;
    default:
      return null;
  }
}
