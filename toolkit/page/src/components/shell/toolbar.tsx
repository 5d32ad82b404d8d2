import {
  Bell,
  ChevronLeft,
  ChevronRight,
  Code,
  Component,
  Copy,
  Ellipsis,
  Link,
  Moon,
  Palette,
  RotateCcw,
  Send,
  Sun,
} from "lucide";
import { choose, openTemplate, resetWhatIf, stepFailing } from "../../actions";
import { failing, isChosen, isSameCase, worstOf } from "../../cases";
import { openInEditor } from "../../editor_link";
import { openSend } from "../../keyboard";
import { isNarrow } from "../../layout";
import { isCanvasDark, showBell } from "../../preferences";
import type { View } from "../../selection";
import { caseView, hasWhatIf, overview, row, selection } from "../../state";
import { languageName, quantity } from "../../text";
import { Button } from "../../ui/button";
import { copyText } from "../../ui/copy";
import { Icon } from "../../ui/icon";
import { ActionMenu, type MenuAction, Picker } from "../../ui/menu";
import { Tabs } from "../../ui/tabs";
import { VIEW_NAMES } from "../../view_names";
import { missingViews, openSetup, openView, shownView, viewsOf } from "../../views";
import type { Overview, TemplateRow, Verdict } from "../../wire";
import { written } from "../../written";
import { DeviceTools, toggleCanvasTheme } from "./device_tools";
import "./toolbar.css";

export function Toolbar() {
  const known = overview.value;
  const here = row.value;
  if (!known || !here) return <div class={isNarrow.value ? "toolbar narrow" : "toolbar"} aria-busy="true" />;
  const pickers = (
    <>
      <ProfilePicker known={known} />
      <DataPicker row={here} />
      <LanguagePicker row={here} />
      <FailingSteps />
      <ResetButton />
    </>
  );
  const actions = (
    <>
      <ActionMenu label="More" icon={Ellipsis} actions={moreActions()} />
      {!written && (
        <Button kind="primary" icon={Send} onClick={openSend}>
          Send test
        </Button>
      )}
    </>
  );
  if (isNarrow.value) {
    return (
      <div class="toolbar narrow" role="group" aria-label="Case and view">
        <h2 class="visually-hidden">{here.title}</h2>
        <Picker
          label="View"
          choices={viewsOf()}
          chosen={shownView()}
          onChoose={(id) => openView(id as View)}
        />
        {pickers}
        {actions}
      </div>
    );
  }
  return (
    <div class="toolbar" role="group" aria-label="Case and view">
      <div class="toolbar-line">
        <h2 class="toolbar-title" dir="auto">
          {here.title}
        </h2>
        {pickers}
      </div>
      <div class="toolbar-line">
        <Tabs label="Views" tabs={viewsOf()} chosen={shownView()} onChoose={openView} panel="view" />
        <div class="toolbar-right">
          {["inbox", "visual", "component"].includes(shownView()) && <DeviceTools />}
          {actions}
        </div>
      </div>
    </div>
  );
}

function ResetButton() {
  const { set, unset } = selection.value;
  if (!hasWhatIf.value) return null;
  return (
    <Button class="what-if" kind="quiet" icon={RotateCcw} onClick={() => resetWhatIf()}>
      Reset {quantity(set.length + unset.length, "change")}
    </Button>
  );
}

/** A mark beside a choice is for what is wrong; most choices have none. */
const marked = (verdict: Verdict) => (verdict === "clean" ? undefined : verdict);

function ProfilePicker({ known }: { known: Overview }) {
  const { profile, data, language } = selection.value;
  const choices = known.project.profiles.map(({ name, label }) => ({
    id: name,
    label,
    detail: label === name ? "" : name,
    verdict: marked(worstOf((each) => isSameCase(each, { profile: name, data, language }))),
  }));
  return (
    <Picker label="Profile" choices={choices} chosen={profile} onChoose={(to) => choose({ profile: to })} />
  );
}

function DataPicker({ row: here }: { row: TemplateRow }) {
  const { profile, data, language } = selection.value;
  if (here.data.length === 0) return null;
  const choices = here.data.map(({ name, label }) => ({
    id: name,
    label,
    detail: label === name ? "" : name,
    verdict: marked(worstOf((each) => isSameCase(each, { profile, data: name, language }))),
  }));
  return <Picker label="Data" choices={choices} chosen={data} onChoose={(to) => choose({ data: to })} />;
}

function LanguagePicker({ row: here }: { row: TemplateRow }) {
  if (here.languages.length === 0) return null;
  const translations = here.languages.map(({ language, verdict }) => ({
    id: language,
    label: languageName(language) ?? language,
    detail: language,
    verdict: marked(verdict),
  }));
  const base = { id: "", label: "Default", verdict: marked(worstOf((each) => each.language === "")) };
  return (
    <Picker
      label="Language"
      choices={[base, ...translations]}
      chosen={selection.value.language}
      onChoose={(language) => openTemplate(here.name, language)}
    />
  );
}

function FailingSteps() {
  const count = failing.value.length;
  if (count === 0) return null;
  const at = failing.value.findIndex(isChosen);
  const all = row.value?.cases ?? 0;
  return (
    <div class="steps" role="group" aria-label="Failing cases">
      <button
        type="button"
        aria-label="Previous failing case"
        data-tip="Previous failing case  Shift F"
        onClick={() => stepFailing(-1)}
      >
        <Icon of={ChevronLeft} size={15} />
      </button>
      <span>
        {at >= 0 && count > 1
          ? `${at + 1} of ${count} failing`
          : `${count} of ${all} ${count === 1 ? "fails" : "fail"}`}
      </span>
      <button
        type="button"
        aria-label="Next failing case"
        data-tip="Next failing case  F"
        onClick={() => stepFailing(1)}
      >
        <Icon of={ChevronRight} size={15} />
      </button>
    </div>
  );
}

function moreActions(): MenuAction[] {
  const payload = caseView.value?.message?.properties;
  return [
    { label: "Open in your editor", icon: Code, keys: "E", run: () => void openInEditor() },
    { label: "Copy link to this screen", icon: Link, run: () => void copyText(location.href, "the link") },
    {
      label: "Copy payload",
      icon: Copy,
      why: payload ? undefined : "This case renders none.",
      run: () => void copyText(JSON.stringify(payload, null, 2), "the payload"),
    },
    {
      label: isCanvasDark() ? "Message on light" : "Message on dark",
      icon: isCanvasDark() ? Sun : Moon,
      divided: true,
      run: toggleCanvasTheme,
    },
    {
      label: "Bell and badge",
      icon: Bell,
      checked: showBell.value,
      run: () => {
        showBell.value = !showBell.value;
      },
    },
    ...missingViews().map(({ name }, index) => ({
      label: `Set up the ${VIEW_NAMES[name]} view…`,
      icon: name === "visual" ? Palette : Component,
      divided: index === 0,
      run: () => openSetup(name),
    })),
  ];
}
