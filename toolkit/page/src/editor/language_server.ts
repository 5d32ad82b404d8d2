// The project's language server, over a WebSocket of the preview. What @codemirror/lsp-client does
// not have is here: findings at once and with their fixes, other files, and coming back.

import { type Action, type Diagnostic, setDiagnostics } from "@codemirror/lint";
import {
  hoverTooltips,
  jumpToDefinitionKeymap,
  LSPClient,
  type LSPClientExtension,
  LSPPlugin,
  serverCompletion,
  signatureHelp,
  type Transport,
  Workspace,
  type WorkspaceFile,
} from "@codemirror/lsp-client";
import type { ChangeSet, Extension, Text } from "@codemirror/state";
import { type EditorView, keymap, showDialog, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { safeHtml } from "./safe_html";
import type { LineEdit, LinePosition } from "./text_offsets";

const SYNC_MS = 20; // from a key to the server's look at it
const RETRY_MS = [500, 1000, 2000, 5000];

type Position = LinePosition;
type Range = LineEdit["range"];
interface Finding {
  range: Range;
  message: string;
  severity?: number;
  code?: string;
}
interface CodeAction {
  title: string;
  kind?: string;
  diagnostics?: Finding[];
  edit?: WorkspaceEdit;
}
interface WorkspaceEdit {
  changes?: Record<string, LineEdit[]>;
}
/** The edits of each file of the project that a rename reaches. */
export type Rename = ReadonlyMap<string, readonly LineEdit[]>;

export type LinkState = "connecting" | "live" | "lost";

export interface ServerHooks {
  /** Show a file of the project; null where that is not possible. */
  displayFile: (file: string) => Promise<EditorView | null>;
  onState: (state: LinkState) => void;
  /** Something to tell the user, as the server puts it. */
  onMessage: (text: string, isFailure?: boolean) => void;
  /** Carry out a rename in the files as the server knows them. */
  onRename: (edits: Rename) => void;
}

/** A connection to the server that comes back by itself until it is closed. */
export class LanguageServer {
  private readonly client: LSPClient;
  private readonly base: string;
  private socket: WebSocket | null = null;
  private timer = 0;
  private failures = 0;
  private isClosed = false;

  /** `root` is the URI of the project's folder. */
  constructor(
    root: string,
    private readonly hooks: ServerHooks,
  ) {
    this.base = `${root.replace(/\/$/, "")}/`;
    this.client = new LSPClient({
      rootUri: root,
      timeout: 15_000,
      sanitizeHTML: safeHtml,
      workspace: (client) => new ProjectFiles(client, (uri) => this.displayFile(uri)),
      extensions: [
        serverCompletion(),
        hoverTooltips({ hoverTime: 250 }),
        signatureHelp(),
        keymap.of([...jumpToDefinitionKeymap]),
        keymap.of([{ key: "F2", preventDefault: true, run: (view) => this.rename(view) }]),
        findings,
      ],
      notificationHandlers: {
        "window/showMessage": (_, { message }: { message: string }) => {
          hooks.onMessage(message);
          return true;
        },
      },
    });
    hooks.onState("connecting");
    this.open();
  }

  /** Return what an editor of a file needs to speak to the server. */
  extension(file: string): Extension {
    return this.client.plugin(this.base + file.split("/").map(encodeURIComponent).join("/"), "inbox-json");
  }

  /** Ask for a new name of what the cursor is on; false where it can have none. */
  rename(view: EditorView): boolean {
    const plugin = LSPPlugin.get(view);
    const word = view.state.wordAt(view.state.selection.main.head);
    if (!plugin?.client.serverCapabilities || !word) return false;
    const { close, result } = showDialog(view, {
      label: "New name",
      input: { name: "name", value: view.state.sliceDoc(word.from, word.to) },
      focus: true,
      submitLabel: "Rename",
      class: "rename",
    });
    void result.then(async (form) => {
      view.dispatch({ effects: close });
      view.focus();
      const field = form?.elements.namedItem("name");
      if (!(field instanceof HTMLInputElement) || field.value === "") return;
      plugin.client.sync();
      const { doc } = view.state;
      const position = plugin.toPosition(word.from);
      const params = { textDocument: { uri: plugin.uri }, position, newName: field.value };
      try {
        const answer = await plugin.client.request<unknown, WorkspaceEdit | null>(
          "textDocument/rename",
          params,
        );
        const edits = Object.entries(answer?.changes ?? {});
        if (edits.length === 0)
          return this.hooks.onMessage("There is no name here that can be changed", true);
        if (view.state.doc !== doc)
          return this.hooks.onMessage("Not renamed: the text has changed meanwhile", true);
        this.hooks.onRename(new Map(edits.map(([uri, each]) => [this.fileOf(uri), each])));
      } catch (error) {
        this.hooks.onMessage((error as { message: string }).message, true); // what the server answered with, or an Error
      }
    });
    return true;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }

  private open(): void {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/lsp`);
    this.socket = socket;
    socket.onopen = () => {
      this.failures = 0;
      this.client.connect(transportOf(socket));
      this.client.initializing.then(() => this.hooks.onState("live")).catch(() => socket.close());
    };
    socket.onclose = () => {
      this.client.disconnect();
      if (this.isClosed) return;
      this.hooks.onState("lost");
      const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)];
      this.timer = window.setTimeout(() => this.open(), wait);
    };
  }

  private async displayFile(uri: string): Promise<EditorView | null> {
    if (!uri.startsWith(this.base)) return null;
    return this.hooks.displayFile(this.fileOf(uri));
  }

  private fileOf(uri: string): string {
    return decodeURIComponent(uri.slice(this.base.length));
  }
}

function transportOf(socket: WebSocket): Transport {
  const handlers = new Set<(message: string) => void>();
  socket.onmessage = ({ data }) => {
    for (const each of handlers) each(data);
  };
  return {
    send: (message) => {
      // A socket that is closing takes nothing more; `onclose` ends what still waits for an answer.
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
    subscribe: (handler) => handlers.add(handler),
    unsubscribe: (handler) => handlers.delete(handler),
  };
}

// --- files ---------------------------------------------------------------------------------

class ProjectFile implements WorkspaceFile {
  constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    public doc: Text,
    readonly view: EditorView,
  ) {}
  getView(): EditorView {
    return this.view;
  }
}

/** The one file that is shown; a definition elsewhere opens its own. */
class ProjectFiles extends Workspace {
  files: ProjectFile[] = [];
  private versions = 0;
  private isConnected = false;

  constructor(
    client: LSPClient,
    override readonly displayFile: (uri: string) => Promise<EditorView | null>,
  ) {
    super(client);
  }

  syncFiles() {
    const found: { changes: ChangeSet; file: WorkspaceFile; prevDoc: Text }[] = [];
    for (const file of this.files) {
      const plugin = LSPPlugin.get(file.view);
      if (!plugin || plugin.unsyncedChanges.empty) continue;
      found.push({ changes: plugin.unsyncedChanges, file, prevDoc: file.doc });
      file.doc = file.view.state.doc;
      file.version = ++this.versions;
      plugin.clear();
    }
    return found;
  }

  openFile(uri: string, languageId: string, view: EditorView): void {
    const file = new ProjectFile(uri, languageId, ++this.versions, view.state.doc, view);
    this.files = [...this.files.filter((each) => each.uri !== uri), file];
    if (this.isConnected) this.client.didOpen(file);
  }

  closeFile(uri: string): void {
    this.files = this.files.filter((each) => each.uri !== uri);
    if (this.isConnected) this.client.didClose(uri);
  }

  /** Open everything on a server that is new or was lost, as it is now. */
  override connected(): void {
    this.isConnected = true;
    for (const file of this.files) {
      file.doc = file.view.state.doc;
      file.version = ++this.versions;
      LSPPlugin.get(file.view)?.clear();
      this.client.didOpen(file);
    }
  }

  override disconnected(): void {
    this.isConnected = false;
  }
}

// --- findings ------------------------------------------------------------------------------

const SEVERITIES = ["info", "error", "warning", "info", "hint"] as const;

/** Findings as they are published, of the text that is shown, each with its fixes. */
const findings: LSPClientExtension = {
  clientCapabilities: {
    textDocument: {
      publishDiagnostics: { versionSupport: true },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } },
      },
    },
  },
  notificationHandlers: {
    "textDocument/publishDiagnostics": (client, { uri, version, diagnostics }) => {
      const file = client.workspace.getFile(uri);
      const view = file?.getView();
      if (!file || !view || (version != null && version !== file.version)) return true;
      show(view, diagnostics, []);
      if (diagnostics.length > 0) void addFixes(client, view, uri, file.version, diagnostics);
      return true;
    },
  },
  editorExtension: ViewPlugin.fromClass(
    class {
      timer = 0;
      update(update: ViewUpdate): void {
        if (!update.docChanged) return;
        clearTimeout(this.timer);
        this.timer = window.setTimeout(() => {
          const client = LSPPlugin.get(update.view)?.client;
          if (client?.serverCapabilities) client.sync();
        }, SYNC_MS);
      }
      destroy(): void {
        clearTimeout(this.timer);
      }
    },
  ),
};

async function addFixes(client: LSPClient, view: EditorView, uri: string, version: number, found: Finding[]) {
  const actions = await codeActions(
    client,
    uri,
    { start: { line: 0, character: 0 }, end: endOf(view) },
    found,
  ).catch(() => []);
  if (client.workspace.getFile(uri)?.version === version && actions.length > 0) show(view, found, actions);
}

function codeActions(
  client: LSPClient,
  uri: string,
  range: Range,
  diagnostics: Finding[],
): Promise<CodeAction[]> {
  return client
    .request<unknown, CodeAction[] | null>("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics, only: ["quickfix"] },
    })
    .then((answer) => answer ?? []);
}

function endOf(view: EditorView): Position {
  const last = view.state.doc.line(view.state.doc.lines);
  return { line: last.number - 1, character: last.length };
}

function show(view: EditorView, found: readonly Finding[], actions: readonly CodeAction[]): void {
  const plugin = LSPPlugin.get(view);
  if (!plugin) return;
  const at = (position: Position) => {
    const { lines } = plugin.syncedDoc;
    const line = Math.min(position.line, lines - 1);
    return plugin.unsyncedChanges.mapPos(plugin.fromPosition({ ...position, line }, plugin.syncedDoc));
  };
  const shown = found.map((each): Diagnostic => {
    const fixes = actions.filter((action) => action.kind !== "source.fixAll" && concerns(action, each));
    return {
      from: at(each.range.start),
      to: at(each.range.end),
      severity: SEVERITIES[each.severity ?? 1] ?? "error",
      source: each.code ?? "",
      message: each.message,
      renderMessage: () => renderMessage(each),
      actions: fixes.map(
        (fix): Action => ({ name: fix.title.replaceAll("`", ""), apply: (target) => applyFix(target, fix) }),
      ),
    };
  });
  view.dispatch(setDiagnostics(view.state, shown));
}

function concerns(action: CodeAction, finding: Finding): boolean {
  return (
    action.diagnostics?.some((each) => each.code === finding.code && isSame(each.range, finding.range)) ??
    false
  );
}

function isSame(one: Range, other: Range): boolean {
  return JSON.stringify([one.start, one.end]) === JSON.stringify([other.start, other.end]);
}

/** Apply a fix to the text that is shown, as it was when the fix was offered. */
function applyFix(view: EditorView, action: CodeAction): void {
  const plugin = LSPPlugin.get(view);
  const edits = plugin && action.edit?.changes?.[plugin.uri];
  if (!plugin || !edits) return;
  const at = (position: Position) =>
    plugin.unsyncedChanges.mapPos(plugin.fromPosition(position, plugin.syncedDoc));
  view.dispatch({
    changes: edits.map((each) => ({
      from: at(each.range.start),
      to: at(each.range.end),
      insert: each.newText,
    })),
    userEvent: "input.fix",
  });
  view.focus();
}

/** Do everything that is safe to do at once; returns false where there is nothing. */
export async function fixAll(view: EditorView): Promise<boolean> {
  const plugin = LSPPlugin.get(view);
  if (!plugin?.client.serverCapabilities) return false;
  plugin.client.sync();
  const all = { start: { line: 0, character: 0 }, end: endOf(view) };
  const answer = await plugin.client.request<unknown, CodeAction[] | null>("textDocument/codeAction", {
    textDocument: { uri: plugin.uri },
    range: all,
    context: { diagnostics: [], only: ["source.fixAll"] },
  });
  const found = answer?.find(
    (each) => each.kind === "source.fixAll" && each.edit?.changes?.[plugin.uri]?.length,
  );
  if (found) applyFix(view, found);
  return found !== undefined;
}

/** A finding's sentence, what else is known of it, and its rule; what stands in backticks is code. */
function renderMessage({ message, code }: Finding): Node {
  const box = document.createElement("div");
  for (const [index, line] of message.split("\n").entries()) {
    const row = box.appendChild(document.createElement("div"));
    if (index > 0) row.className = "finding-more";
    for (const [at, part] of line.split("`").entries()) {
      const holder = at % 2 ? row.appendChild(document.createElement("code")) : row;
      holder.append(part);
    }
  }
  if (code) {
    const rule = box.appendChild(document.createElement("div"));
    rule.className = "finding-rule";
    rule.textContent = code;
  }
  return box;
}
