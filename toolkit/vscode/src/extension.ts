import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  type ExtensionContext,
  commands,
  languages,
  type TextDocument,
  type Terminal,
  Uri,
  env,
  window,
  workspace,
} from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

const LANGUAGE = "json-liquid";
const GUIDE = "pip install inbox-toolkit";

let client: LanguageClient | undefined;
let preview: Terminal | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("inbox.restart", restart),
    commands.registerCommand("inbox.preview", (label?: string) => openPreview(label)),
    commands.registerCommand("inbox.prove", (label?: string) => runInTerminal("prove", label)),
    workspace.onDidOpenTextDocument(claim),
    window.onDidCloseTerminal((closed) => {
      if (closed === preview) preview = undefined;
    }),
  );
  await start();
  await Promise.all(workspace.textDocuments.map(claim));
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** The command that runs the toolkit: as configured, of a virtual environment, or of the PATH. */
function toolkit(): [string, ...string[]] {
  const [program, ...rest] = workspace.getConfiguration("inbox").get<string[]>("command") ?? [];
  if (program) return [program, ...rest];
  const bin = process.platform === "win32" ? "Scripts/inbox.exe" : "bin/inbox";
  for (const folder of workspace.workspaceFolders ?? []) {
    for (const environment of [".venv", "venv"]) {
      const candidate = join(folder.uri.fsPath, environment, bin);
      if (existsSync(candidate)) return [candidate];
    }
  }
  return ["inbox"];
}

async function start(): Promise<void> {
  const [command, ...args] = toolkit();
  const files = workspace.createFileSystemWatcher("**/*.{json,json.liquid,toml}");
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: LANGUAGE },
      { scheme: "file", pattern: "**/fixtures/**/*.json" },
      { scheme: "file", pattern: "**/inbox.toml" },
    ],
    synchronize: { fileEvents: files },
  };
  client = new LanguageClient(
    "inbox",
    "Inbox",
    { command, args: [...args, "lsp"] },
    options,
  );
  try {
    await client.start();
  } catch {
    client = undefined;
    await explain(command);
  }
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

async function explain(command: string): Promise<void> {
  const install = "Copy install command";
  const settings = "Open settings";
  const chosen = await window.showErrorMessage(
    `\`${command} lsp\` did not start. Install the toolkit into the workspace's .venv, or set inbox.command.`,
    install,
    settings,
  );
  if (chosen === install) await env.clipboard.writeText(GUIDE);
  if (chosen === settings) {
    await commands.executeCommand("workbench.action.openSettings", "inbox.command");
  }
}

/** Opens a `.json` file of a project's templates folder as JSON with Liquid; contracts stay JSON. */
async function claim(document: TextDocument): Promise<void> {
  if (document.languageId !== "json" && document.languageId !== "jsonc") return;
  if (document.uri.scheme !== "file" || document.fileName.endsWith(".contract.json")) return;
  if (!workspace.getConfiguration("inbox").get<boolean>("claimTemplates")) return;
  const root = projectOf(document.fileName);
  if (root === undefined) return;
  const [first] = relative(root, document.fileName).split(/[\\/]/);
  if (first === (await templatesFolder(root))) {
    await languages.setTextDocumentLanguage(document, LANGUAGE);
  }
}

function projectOf(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "inbox.toml"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The folder that `templates = "…"` names in a project's inbox.toml. */
async function templatesFolder(root: string): Promise<string> {
  const bytes = await workspace.fs.readFile(Uri.file(join(root, "inbox.toml")));
  const found = /^templates\s*=\s*["']([^"'/\\]+)/m.exec(Buffer.from(bytes).toString("utf8"));
  return found?.[1] ?? "templates";
}

/** Starts `inbox preview` in a terminal and shows its page beside the editor. */
async function openPreview(label?: string): Promise<void> {
  const name = label ?? activeTemplate();
  const root = activeProject();
  if (root === undefined) return;
  const port = 4600;
  if (preview === undefined) {
    preview = window.createTerminal({ name: "inbox preview", cwd: root });
    preview.sendText(quoted([...toolkit(), "preview", "--no-open", "--port", String(port)]));
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
  const query = name ? `?t=${encodeURIComponent(name)}` : "";
  await commands.executeCommand("simpleBrowser.api.open", Uri.parse(`http://127.0.0.1:${port}/${query}`), {
    viewColumn: -2,
    preserveFocus: true,
  });
}

function runInTerminal(command: string, label?: string): void {
  const name = label ?? activeTemplate();
  if (name === undefined) return;
  const terminal = window.createTerminal({ name: `inbox ${command}`, cwd: activeProject() });
  terminal.sendText(quoted([...toolkit(), command, name]));
  terminal.show(true);
}

function activeProject(): string | undefined {
  const file = window.activeTextEditor?.document.fileName;
  return file === undefined ? undefined : projectOf(file);
}

function activeTemplate(): string | undefined {
  const file = window.activeTextEditor?.document.fileName;
  return file?.replace(/^.*[\\/]/, "").replace(/\.json(?:\.liquid)?$/, "");
}

function quoted(words: string[]): string {
  return words.map((word) => (/^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
