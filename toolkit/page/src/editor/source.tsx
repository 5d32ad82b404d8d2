// Source: the editor of the file on screen, with what is said around it. This module and what it
// imports are a chunk of their own.

import { effect, signal } from "@preact/signals";
import {
  AlignLeft,
  CornerDownRight,
  EllipsisVertical,
  PencilLine,
  Save,
  SquarePen,
  Undo2,
  WandSparkles,
} from "lucide";
import { useEffect, useRef } from "preact/hooks";
import { load } from "../actions";
import { get, post, ServerError } from "../api";
import { link } from "../connection";
import { openInEditor } from "../editor_link";
import { reportAllSaved, reportSaved } from "../fixes";
import { caseView, jump, overview, templateFile, unsavedTexts } from "../state";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy";
import { shortcutText } from "../ui/kbd";
import { ActionMenu } from "../ui/menu";
import { Prose } from "../ui/prose";
import { toast, toastError } from "../ui/toast";
import type { Conflict, Saved } from "../wire";
import {
  type Buffer,
  followed,
  isDirty,
  openBuffer,
  refused,
  reverted,
  saved,
  settled,
  typed,
} from "./buffers";
import type { LinkState, Rename } from "./language_server";
import { SourceEditor } from "./source_editor";
import { applyEdits } from "./text_offsets";

const buffers = signal<ReadonlyMap<string, Buffer>>(new Map());
/** The file in the editor; the template on screen unless another was opened. */
const shownFile = signal("");
const server = signal<LinkState>("connecting");
const isComparing = signal(false);

effect(() => {
  const texts = [...buffers.value.values()].filter(isDirty).map((each) => [each.file, each.text] as const);
  unsavedTexts.value = new Map(texts);
});

addEventListener("beforeunload", (event) => {
  if (unsavedTexts.value.size > 0) event.preventDefault();
});

const write = () => overview.value?.project.capabilities.write;

function update(file: string, change: (buffer: Buffer) => Buffer): Buffer | null {
  const known = buffers.value.get(file);
  if (!known) return null;
  const next = change(known);
  if (next !== known) buffers.value = new Map(buffers.value).set(file, next);
  return next;
}

// --- reading and saving ----------------------------------------------------------------------

/** Read a file unless it is known; returns null, and says why, where it cannot be read. */
async function read(file: string): Promise<Buffer | null> {
  const known = buffers.value.get(file);
  if (known) return known;
  try {
    buffers.value = new Map(buffers.value).set(file, openBuffer(await get("/api/file", { file })));
  } catch (error) {
    const view = caseView.value;
    if (view?.file !== file) {
      toastError(error);
      return null;
    }
    // A static page has no files, but the text of its template.
    buffers.value = new Map(buffers.value).set(
      file,
      openBuffer({ file, text: view.source, digest: view.digest }),
    );
  }
  return buffers.value.get(file) ?? null;
}

/** Look at the disk again. */
async function follow(file: string): Promise<void> {
  if (!buffers.value.has(file)) return;
  try {
    const disk = await get("/api/file", { file });
    update(file, (buffer) => followed(buffer, disk));
  } catch (error) {
    if (error instanceof ServerError) {
      update(file, (buffer) => refused(buffer, `${file} cannot be read: ${error.message}`));
    }
  }
}

async function save(file: string): Promise<void> {
  const buffer = buffers.value.get(file);
  if (!buffer) return;
  if (!write()?.ready) return toast(write()?.why || "This page is read-only", { kind: "failed" });
  if (buffer.conflict) return toast("Choose a version first", { kind: "failed" });
  if (!isDirty(buffer)) return toast("Nothing to save");
  const { text, digest } = buffer;
  try {
    const answer = await post("/api/file", { file, text, digest });
    update(file, (now) => saved(now, text, answer.digest));
    reportSaved("Saved", { files: [answer.file], undo: answer.undo }, () => void follow(file));
    renderSoon();
  } catch (error) {
    if (error instanceof ServerError && error.status === 409) {
      update(file, (now) => ({ ...now, conflict: error.answer as Conflict }));
      return;
    }
    const reasons =
      error instanceof ServerError ? [error.message, error.help] : ["the preview does not answer"];
    const why = reasons.filter(Boolean).join("; ");
    update(file, (now) => refused(now, `Not saved: ${why}. The text stays here.`));
  }
}

/** Write a rename to every file it reaches; other files are changed as they are on disk. */
async function rename(edits: Rename): Promise<void> {
  if (!write()?.ready) return toast(write()?.why || "This page is read-only", { kind: "failed" });
  const own = shownFile.value;
  for (const file of edits.keys()) {
    const buffer = buffers.value.get(file);
    if (buffer?.conflict || (buffer && file !== own && isDirty(buffer))) {
      return toast(`Not renamed: save ${file} first`, { kind: "failed" });
    }
  }
  const saves: Pick<Saved, "files" | "undo">[] = [];
  try {
    for (const [file, each] of edits) {
      const known = buffers.value.get(file);
      const before = file === own && known ? known : openBuffer(await get("/api/file", { file }));
      const text = applyEdits(before.text, each);
      const answer = await post("/api/file", { file, text, digest: before.digest });
      if (known) update(file, () => openBuffer({ file, text, digest: answer.digest }));
      saves.push({ files: [answer.file], undo: answer.undo });
    }
  } catch (error) {
    toastError(error);
  }
  if (saves.length === 0) return;
  reportAllSaved("Renamed in", saves, () => void follow(own));
  renderSoon();
}

let isRendering = false;
let again = false;

/** Render the text as it is now, at most one request at a time. */
function renderSoon(): void {
  if (isRendering) {
    again = true;
    return;
  }
  isRendering = true;
  again = false;
  void load().finally(() => {
    isRendering = false;
    if (again) renderSoon();
  });
}

// --- the pane --------------------------------------------------------------------------------

/** The source of the template on screen, or of the file that was opened. */
export function Source() {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<SourceEditor | null>(null);
  const own = templateFile.value;
  const buffer = buffers.value.get(shownFile.value);

  const show = async (file: string): Promise<boolean> => {
    const found = await read(file);
    if (!found || !editor.current) return false;
    isComparing.value = false;
    editor.current.compare(null);
    shownFile.value = file;
    editor.current.open(file, found.text, { writable: write()?.ready ?? false });
    return true;
  };

  useEffect(() => {
    if (!host.current) return;
    const project = overview.value?.project.capabilities.languageServer ?? null;
    const made = new SourceEditor(host.current, project, {
      onChange: (file, text) => {
        update(file, (known) => typed(known, text));
        if (file === templateFile.value) renderSoon();
      },
      onSave: () => void save(shownFile.value),
      onOpenFile: show,
      onServer: (state) => {
        server.value = state;
      },
      onMessage: (text, isFailure) => toast(text.replaceAll("`", ""), isFailure ? { kind: "failed" } : {}),
      onRename: (edits) => void rename(edits),
    });
    editor.current = made;
    return () => {
      editor.current = null;
      made.close();
    };
  }, []);
  useEffect(() => void show(jump.value?.file ?? own), [own]);
  useEffect(() => {
    const wanted = jump.value;
    if (!wanted) return;
    void show(wanted.file).then((isShown) => {
      jump.value = null;
      if (isShown) editor.current?.reveal(wanted.start, wanted.end);
    });
  }, [jump.value]);
  useEffect(() => void follow(shownFile.value), [overview.value?.epoch, link.value]);
  useEffect(() => {
    const now = buffers.value.get(shownFile.value); // what was typed since this was drawn counts
    if (now) editor.current?.replace(now.text);
  }, [buffer?.text]);

  const compare = (other: string | null) => {
    isComparing.value = other !== null;
    editor.current?.compare(other);
  };
  return (
    <>
      <Head
        own={own}
        buffer={buffer}
        editor={editor.current}
        onOpenOwn={() => void show(own)}
        onCompare={() => compare(isComparing.value ? null : (buffer?.saved ?? null))}
      />
      {buffer?.conflict && (
        <ConflictBar
          conflict={buffer.conflict}
          onCompare={() => compare(buffer.conflict?.text ?? null)}
          onMine={() => {
            compare(null);
            update(buffer.file, settled);
            void save(buffer.file);
          }}
          onTheirs={() => {
            compare(null);
            update(buffer.file, reverted);
            renderSoon();
          }}
        />
      )}
      {buffer?.problem && (
        <div key="problem" class="source-bar failed" role="alert">
          <p>
            <Prose text={buffer.problem} />
          </p>
          <Button onClick={() => void save(buffer.file)}>Save again</Button>
          <Button kind="quiet" onClick={() => void copyText(buffer.text, "the text")}>
            Copy the text
          </Button>
        </div>
      )}
      {/* A bar must not become the host of the shadow root, which would hide it. */}
      <div key="host" ref={host} class="source-host" />
    </>
  );
}

interface HeadProps {
  own: string;
  buffer: Buffer | undefined;
  editor: SourceEditor | null;
  onOpenOwn: () => void;
  onCompare: () => void;
}

function Head({ own, buffer, editor, onOpenOwn, onCompare }: HeadProps) {
  const file = buffer?.file ?? own;
  const dirty = buffer !== undefined && isDirty(buffer);
  const { ready = false, why = "" } = write() ?? {};
  const canOpen = overview.value?.project.capabilities.editor;
  return (
    <header class="source-head">
      <span class="source-file" title={file}>
        <bdi>{file}</bdi>
      </span>
      {dirty && <span class="variable-changed">unsaved</span>}
      {!ready && (
        <span class="variable-changed" data-tip={why}>
          read-only
        </span>
      )}
      {ready && server.value === "lost" && (
        <span class="variable-changed" data-tip="The language server does not answer; trying again">
          offline
        </span>
      )}
      <span class="source-tools">
        {file !== own && (
          <Button kind="quiet" onClick={onOpenOwn}>
            Back to the template
          </Button>
        )}
        {ready && (
          <Button
            icon={Save}
            disabled={!dirty}
            data-tip={`Save  ${shortcutText("Mod S")}`}
            onClick={() => void save(file)}
          >
            Save
          </Button>
        )}
        <ActionMenu
          label="More for this file"
          icon={EllipsisVertical}
          actions={[
            ...(ready
              ? [
                  { label: "Format", icon: AlignLeft, keys: "Shift Alt F", run: () => void editor?.format() },
                  {
                    label: "Apply every safe fix",
                    icon: WandSparkles,
                    run: () =>
                      void editor
                        ?.fixAll()
                        .then((done) => done || toast("There is nothing to fix"))
                        .catch(toastError),
                  },
                  {
                    label: "Go to definition",
                    icon: CornerDownRight,
                    keys: "F12",
                    run: () => void editor?.goToDefinition(),
                  },
                  {
                    label: "Rename",
                    icon: PencilLine,
                    keys: "F2",
                    run: () =>
                      void (
                        editor?.rename() || toast("Put the cursor on a name, such as customer.first_name")
                      ),
                  },
                  {
                    label: isComparing.value ? "Hide what changed" : "Show what changed",
                    icon: Undo2,
                    why: dirty ? undefined : "Nothing is unsaved",
                    run: onCompare,
                  },
                ]
              : []),
            {
              label: "Open in your editor",
              icon: SquarePen,
              keys: "E",
              why: canOpen?.ready ? undefined : canOpen?.why,
              run: () => void openInEditor({ file, line: 1, column: 1 }),
            },
          ]}
        />
      </span>
    </header>
  );
}

interface ConflictProps {
  conflict: Conflict;
  onCompare: () => void;
  onMine: () => void;
  onTheirs: () => void;
}

/** Two texts of one file: nothing is written until one of them is chosen. */
function ConflictBar({ conflict, onCompare, onMine, onTheirs }: ConflictProps) {
  useEffect(onCompare, [conflict.digest]);
  return (
    <div class="source-bar" role="alert">
      <p>{conflict.message}. Below, green is yours, red is what is on disk.</p>
      <Button onClick={onMine}>Save this text</Button>
      <Button kind="quiet" onClick={onTheirs}>
        Take the one on disk
      </Button>
    </div>
  );
}
