// CodeMirror as Source uses it: one view, a state for each file that was opened.

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { formatDocument, jumpToDefinition } from "@codemirror/lsp-client";
import { unifiedMergeView } from "@codemirror/merge";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { jsonWithLiquid } from "./language";
import { fixAll, LanguageServer, type LinkState, type Rename } from "./language_server";
import { lineSeparatorOf, replacement, toEditorOffset } from "./text_offsets";
import { pageTheme } from "./theme";

/** Marks a change that is not the user's: the file's text on disk. */
const fromDisk = Annotation.define<boolean>();

export interface EditorHooks {
  onChange: (file: string, text: string) => void;
  onSave: () => void;
  /** Show another file of the project; false where it cannot be shown. */
  onOpenFile: (file: string) => Promise<boolean>;
  onServer: (state: LinkState) => void;
  onMessage: (text: string, isFailure?: boolean) => void;
  onRename: (edits: Rename) => void;
}

export class SourceEditor {
  private readonly view: EditorView;
  private readonly states = new Map<string, EditorState>();
  private readonly writable = new Compartment();
  private readonly merging = new Compartment();
  private readonly server: LanguageServer | null;
  private file = "";

  /**
   * `project` is the URI of the folder that a language server serves, null where there is none. A
   * shadow root takes CodeMirror's styles as adopted sheets, which the page's policy allows.
   */
  constructor(
    host: HTMLElement,
    project: string | null,
    private readonly hooks: EditorHooks,
  ) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    // It has a name before it has a file.
    this.view = new EditorView({
      root,
      parent: root,
      extensions: EditorView.contentAttributes.of({ "aria-label": "Source" }),
    });
    this.server =
      project === null
        ? null
        : new LanguageServer(project, {
            displayFile: async (file) => ((await hooks.onOpenFile(file)) ? this.view : null),
            onState: hooks.onServer,
            onMessage: hooks.onMessage,
            onRename: hooks.onRename,
          });
  }

  /** Show a file: as it was left, or with a text. */
  open(file: string, text: string, { writable }: { writable: boolean }): void {
    if (file !== this.file) {
      if (this.file) this.states.set(this.file, this.view.state);
      this.file = file;
      this.view.setState(this.states.get(file) ?? this.stateOf(file, text));
    }
    this.view.dispatch({ effects: this.writable.reconfigure(EditorState.readOnly.of(!writable)) });
    this.replace(text);
  }

  get text(): string {
    const { doc, lineBreak } = this.view.state;
    return doc.sliceString(0, doc.length, lineBreak);
  }

  /** Put a text in the place of the shown one, keeping the cursor where it can be. */
  replace(text: string): void {
    if (text === this.text) return;
    const lines = text.replaceAll(this.view.state.lineBreak, "\n");
    const change = replacement(this.view.state.doc.toString(), lines);
    this.view.dispatch({ changes: change, annotations: fromDisk.of(true) });
  }

  /** Select a span, in code points of the file, and bring it into view. */
  reveal(start: number, end: number): void {
    const { length } = this.view.state.doc;
    const from = Math.min(length, toEditorOffset(this.text, start));
    const to = Math.min(length, toEditorOffset(this.text, end));
    this.view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.view.focus();
  }

  /** Show what differs from another text, with buttons to take or leave each part; null ends it. */
  compare(other: string | null): void {
    const merge =
      other === null
        ? []
        : unifiedMergeView({
            original: other.replaceAll(lineSeparatorOf(other), "\n"),
            mergeControls: mergeButton,
            collapseUnchanged: { margin: 2, minSize: 6 },
          });
    this.view.dispatch({ effects: this.merging.reconfigure(merge) });
  }

  format(): boolean {
    return formatDocument(this.view);
  }

  goToDefinition(): boolean {
    return jumpToDefinition(this.view);
  }

  rename(): boolean {
    return this.server?.rename(this.view) ?? false;
  }

  fixAll(): Promise<boolean> {
    return fixAll(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  /** Forget how a file was left. */
  forget(file: string): void {
    this.states.delete(file);
  }

  close(): void {
    this.server?.close();
    this.view.destroy();
  }

  private stateOf(file: string, text: string): EditorState {
    const save = {
      key: "Mod-s",
      preventDefault: true,
      run: () => {
        this.hooks.onSave();
        return true;
      },
    };
    const extensions: Extension[] = [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      search({ top: true }),
      autocompletion({ icons: false }),
      jsonWithLiquid,
      pageTheme,
      EditorView.lineWrapping,
      EditorState.lineSeparator.of(lineSeparatorOf(text)),
      EditorView.contentAttributes.of({ "aria-label": `Source of ${file}` }),
      keymap.of([
        save,
        { key: "Shift-Alt-f", run: formatDocument },
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...lintKeymap,
        ...searchKeymap,
        ...defaultKeymap,
        ...historyKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        const isOurs = update.transactions.some((each) => each.annotation(fromDisk));
        if (update.docChanged && !isOurs) this.hooks.onChange(file, this.text);
      }),
      this.writable.of([]),
      this.merging.of([]),
      this.server?.extension(file) ?? [],
    ];
    return EditorState.create({ doc: text, extensions });
  }
}

const MERGE_WORDS = { accept: "Keep mine", reject: "Take theirs" };

function mergeButton(type: "accept" | "reject", action: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.name = type;
  button.textContent = MERGE_WORDS[type];
  button.onmousedown = action;
  return button;
}
