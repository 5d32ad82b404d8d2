import { Fragment } from "preact";

const CODE = /`([^`]+)`|(\{\{.*?\}\}|\{%.*?%\})/;

/** A sentence of the server: what stands in backticks, and Liquid, is code. */
export function Prose({ text }: { text: string }) {
  return (
    <>
      {parts(capitalized(text)).map((part, index) =>
        part.code ? <code key={index}>{part.text}</code> : <Fragment key={index}>{part.text}</Fragment>,
      )}
    </>
  );
}

const WORD = /^[a-z]+([,:;.]?( |$))/;

/** Return a sentence with a capital letter; one that begins with code or a file's name keeps that. */
export function capitalized(text: string): string {
  return WORD.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Split a sentence into words and code. */
export function parts(text: string): { text: string; code: boolean }[] {
  const found = [];
  let rest = text;
  for (let match = CODE.exec(rest); match; match = CODE.exec(rest)) {
    found.push({ text: rest.slice(0, match.index), code: false });
    found.push({ text: match[1] ?? match[2] ?? "", code: true });
    rest = rest.slice(match.index + match[0].length);
  }
  return [...found, { text: rest, code: false }].filter((part) => part.text !== "");
}
