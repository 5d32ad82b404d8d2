import { Copy } from "lucide";
import { IconButton } from "./button";
import { toast } from "./toast";

/** Put a text on the clipboard, and say so. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied ${what}`);
  } catch {
    toast(`The browser does not let this page copy ${what}`, { kind: "failed" });
  }
}

/** A button that copies a text; `what` names it: `Copy ${what}`. */
export function CopyButton({ text, what }: { text: string | (() => string); what: string }) {
  const copy = () => copyText(typeof text === "string" ? text : text(), what);
  return <IconButton icon={Copy} label={`Copy ${what}`} onClick={copy} />;
}

/** A command or a snippet to paste elsewhere, with a button that copies it. */
export function Snippet({ text, what = "the snippet" }: { text: string; what?: string }) {
  return (
    <div class="snippet">
      <pre tabIndex={0}>{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
