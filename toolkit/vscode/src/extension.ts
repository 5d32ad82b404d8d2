import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import {
  type ExtensionContext,
  commands,
  languages,
  TabInputWebview,
  type TextDocument,
  type TextEditor,
  UIKind,
  Uri,
  ViewColumn,
  env,
  window,
  workspace,
} from "vscode";
import {
  type ExecuteCommandSignature,
  LanguageClient,
  type LanguageClientOptions,
} from "vscode-languageclient/node";

const LANGUAGE = "json-liquid";
const GUIDE = "pip install inbox-toolkit";

/** The scheme under which the pages of rules are opened; findings link to them. */
const RULE_PAGES = "inbox-rule";
const EXPLAIN = "inbox.explain";

/** Commands that the server offers; without an argument they are about the active editor. */
const PREVIEW = "inbox.preview";
const ABOUT_A_TEMPLATE = [PREVIEW, "inbox.prove", "inbox.sendTest"];

let client: LanguageClient | undefined;
/** The template in the panel of the preview, once one was opened. */
let previewed: string | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("inbox.restart", restart),
    workspace.onDidOpenTextDocument(claim),
    window.onDidChangeActiveTextEditor(follow),
    workspace.registerTextDocumentContentProvider(RULE_PAGES, {
      provideTextDocumentContent: ({ path }) =>
        commands.executeCommand<string>(EXPLAIN, path.slice(1).replace(/\.md$/, "")),
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
    initializationOptions: {
      opensPreview: true,
      embedders: await embedders(),
      rulePages: RULE_PAGES,
    },
    middleware: { executeCommand: runCommand },
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

/** The origins of the frames around a page that this window shows. */
async function embedders(): Promise<string[]> {
  if (env.uiKind === UIKind.Desktop) return ["vscode-webview:", "vscode-file:"];
  const { scheme, authority } = await env.asExternalUri(Uri.parse(`${env.uriScheme}://inbox-toolkit.inbox-toolkit`));
  return [`${scheme}://${authority}`];
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

/** Has the server carry out a command, and shows a preview's page beside the editor. */
async function runCommand(
  command: string,
  given: unknown[],
  next: ExecuteCommandSignature,
): Promise<unknown> {
  const [first] = given; // a lens names its template, a menu hands over a Uri, the palette nothing
  const uri = first instanceof Uri ? first : window.activeTextEditor?.document.uri;
  const about = typeof first === "string" || uri === undefined ? given : [uriOf(uri)];
  const result: unknown = await next(command, ABOUT_A_TEMPLATE.includes(command) ? about : given);
  if (command === PREVIEW && typeof result === "string") {
    previewed = about[0] as string;
    // Where the files are on another machine, VS Code brings its port to this one.
    const page = Uri.parse(result);
    const here = env.uiKind === UIKind.Desktop ? await env.asExternalUri(page) : page;
    await commands.executeCommand("simpleBrowser.api.open", here, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
    });
  }
  return result;
}

/** Has the panel of the preview, if it is open, show the template that is edited now. */
async function follow(editor: TextEditor | undefined): Promise<void> {
  if (previewed === undefined || editor === undefined) return;
  await claim(editor.document); // it may have been opened just now
  if (editor.document.languageId !== LANGUAGE) return;
  const isOpen = window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputWebview && input.viewType.includes("simpleBrowser")),
  );
  const uri = uriOf(editor.document.uri);
  if (isOpen && uri !== previewed) await commands.executeCommand(PREVIEW, uri);
}

/** The URI by which the server knows a file. */
function uriOf(uri: Uri): string {
  return client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
}
