import { Ellipsis, FileCode, Link, RotateCw, SquareTerminal } from "lucide";
import { DeviceTools } from "../components/shell/device_tools";
import { isNarrow, sheet } from "../layout";
import { inspectorFolded } from "../preferences";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy";
import { VerdictGlyph } from "../ui/glyph";
import { ActionMenu, type MenuAction } from "../ui/menu";
import { languageOf } from "../ui/request_code";
import { Tabs } from "../ui/tabs";
import { VIEW_NAMES } from "../view_names";
import { choose, resend } from "./actions";
import type { View } from "./selection";
import { overview, request, selection } from "./state";
import { GLYPHS, titleOf, WORDS } from "./verdicts";
import "../components/shell/toolbar.css";

/** The views that this project is set up for, the inbox first. */
export function readyViews(): { id: View; label: string }[] {
  const ready = (overview.value?.frames.views ?? []).filter((each) => each.ready);
  const names: View[] = ["inbox", ...ready.map((each) => each.name)];
  return names.map((id) => ({ id, label: VIEW_NAMES[id] }));
}

/** The view that is chosen, or the inbox where the project is not set up for it. */
export function shownView(): View {
  const { view } = selection.value;
  return readyViews().some((each) => each.id === view) ? view : "inbox";
}

export function RequestToolbar() {
  const row = request.value?.row;
  return (
    <div class="toolbar" role="group" aria-label="Request and view">
      <div class="toolbar-line">
        {row ? (
          <>
            <VerdictGlyph verdict={GLYPHS[row.verdict]} label={WORDS[row.verdict]} />
            <h2 class="toolbar-title" dir="auto">
              {titleOf(row)}
            </h2>
            {row.recipient && (
              <span class="request-to">
                to <bdi>{row.recipient}</bdi>
              </span>
            )}
            <span class="quiet">{WORDS[row.verdict]}</span>
          </>
        ) : (
          <h2 class="toolbar-title">No request is chosen</h2>
        )}
      </div>
      <div class="toolbar-line">
        <Tabs
          label="Views"
          tabs={readyViews()}
          chosen={shownView()}
          onChoose={(view) => choose({ view })}
          panel="view"
        />
        <div class="toolbar-right">
          {!isNarrow.value && <DeviceTools />}
          <ActionMenu label="More" icon={Ellipsis} actions={moreActions()} />
          {overview.value?.canAct && request.value && (
            <Button
              kind="primary"
              icon={RotateCw}
              disabled={!request.value.canResend}
              data-tip={request.value.canResend ? undefined : "Its body was too large to be kept."}
              onClick={() => void resend()}
            >
              Resend
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

function moreActions(): MenuAction[] {
  const found = request.value;
  return [
    ...(found?.snippets ?? []).map((each) => ({
      label: `Copy as ${languageOf(each)}`,
      icon: each.language === "curl" ? SquareTerminal : FileCode,
      run: () => void copyText(each.text, `the request as ${languageOf(each)}`),
    })),
    {
      label: "Copy link to this screen",
      icon: Link,
      divided: Boolean(found?.snippets.length),
      run: () => {
        const number = found ? `?r=${found.row.number}` : "";
        void copyText(location.origin + location.pathname + (location.search || number), "the link");
      },
    },
    ...(isNarrow.value
      ? [
          {
            label: "Request, rendered text, events",
            icon: Ellipsis,
            run: () => {
              inspectorFolded.value = false;
              sheet.value = "inspector";
            },
          },
        ]
      : []),
  ];
}
