// The texts that are being edited: what is on disk, what is here, and how one becomes the other.

import type { Conflict, FileText } from "../wire";

export interface Buffer {
  readonly file: string;
  /** The text on disk as it was last seen, and the digest that names it to the server. */
  readonly saved: string;
  readonly digest: string;
  readonly text: string;
  /** Why the text could not be saved or read; it stays. */
  readonly problem: string;
  /** The text that somebody else wrote meanwhile. */
  readonly conflict: Conflict | null;
}

export function openBuffer({ file, text, digest }: FileText): Buffer {
  return { file, saved: text, digest, text, problem: "", conflict: null };
}

export const isDirty = (buffer: Buffer): boolean => buffer.text !== buffer.saved;

export function typed(buffer: Buffer, text: string): Buffer {
  return { ...buffer, text };
}

/** Return the buffer after its text, as it was then, was saved; what was typed since stays. */
export function saved(buffer: Buffer, text: string, digest: string): Buffer {
  return { ...buffer, saved: text, digest, problem: "", conflict: null };
}

export function refused(buffer: Buffer, problem: string): Buffer {
  return { ...buffer, problem };
}

/** Return the buffer after a look at the disk: a text that was not touched follows it. */
export function followed(buffer: Buffer, disk: FileText): Buffer {
  if (disk.digest === buffer.digest) return buffer.conflict ? { ...buffer, conflict: null } : buffer;
  if (!isDirty(buffer) || disk.text === buffer.text) return openBuffer(disk);
  const message = `${disk.file} has been changed on disk meanwhile`;
  return { ...buffer, conflict: { message, ...disk } };
}

/** Return the buffer with a conflict settled: the text here is to stand, based on the one on disk. */
export function settled(buffer: Buffer): Buffer {
  const { conflict } = buffer;
  if (!conflict) return buffer;
  return { ...buffer, saved: conflict.text, digest: conflict.digest, conflict: null, problem: "" };
}

/** Return the buffer with the text on disk in the place of what was typed. */
export function reverted(buffer: Buffer): Buffer {
  const base = settled(buffer);
  return { ...base, text: base.saved, problem: "" };
}
