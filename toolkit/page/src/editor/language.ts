// Colors for JSON with Liquid in it: a tokenizer that knows where a string, a key and a tag are.

import { StreamLanguage, type StreamParser, type StringStream } from "@codemirror/language";

interface State {
  /** What the text is, outside of Liquid. */
  inString: "key" | "value" | null;
  /** The delimiter that ends the Liquid in which the text is. */
  closing: "}}" | "%}" | null;
  /** What the next word of a tag is. */
  expects: "tag" | "filter" | "name";
  /** The tag that ends a comment or raw text. */
  verbatim: "endcomment" | "endraw" | null;
}

const KEY = /^"(?:\\.|[^"\\])*"\s*:/;
const WORDS =
  /^(?:and|or|not|in|contains|with|as|by|reversed|limit|offset|true|false|nil|null|empty|blank)\b/;
const VERBATIM: Record<string, State["verbatim"]> = { comment: "endcomment", raw: "endraw" };

const parser: StreamParser<State> = {
  name: "inbox-json",
  startState: () => ({ inString: null, closing: null, expects: "name", verbatim: null }),
  copyState: (state) => ({ ...state }),
  token(stream, state) {
    if (state.closing) return liquidToken(stream, state);
    if (state.verbatim && !endsVerbatim(stream, state.verbatim)) {
      stream.next();
      stream.eatWhile(/[^{]/);
      return state.verbatim === "endcomment" ? "comment" : "content";
    }
    if (stream.match(/^\{\{-?/)) return openLiquid(state, "}}", "name");
    if (stream.match(/^\{%-?/)) return openLiquid(state, "%}", "tag");
    return state.inString ? stringToken(stream, state) : jsonToken(stream, state);
  },
  languageData: { closeBrackets: { brackets: ["[", "{", '"', "'"] } },
};

export const jsonWithLiquid = StreamLanguage.define(parser);

function openLiquid(state: State, closing: State["closing"], expects: State["expects"]): string {
  state.closing = closing;
  state.expects = expects;
  return "brace";
}

function endsVerbatim(stream: StringStream, tag: string): boolean {
  return stream.match(new RegExp(`^\\{%-?\\s*${tag}\\b`), false) !== null;
}

function jsonToken(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  if (stream.peek() === '"') {
    state.inString = stream.match(KEY, false) ? "key" : "value";
    stream.next();
    return state.inString === "key" ? "propertyName" : "string";
  }
  if (stream.match(/^-?\d+(\.\d+)?([eE][+-]?\d+)?/)) return "number";
  if (stream.match(/^(true|false|null)\b/)) return "bool";
  if (stream.match(/^[[\]{}:,]/)) return "punctuation";
  stream.next();
  return "invalid";
}

function stringToken(stream: StringStream, state: State): string {
  const kind = state.inString === "key" ? "propertyName" : "string";
  if (stream.match(/^\\u[\da-fA-F]{4}|^\\["\\/bfnrt]/)) return "escape";
  if (stream.eat('"')) {
    state.inString = null;
    return kind;
  }
  stream.next();
  stream.match(/^(?:[^"\\{]|\{(?![{%]))*/);
  if (stream.eol()) state.inString = null; // JSON's strings end with their line
  return kind;
}

function liquidToken(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match(state.closing === "%}" ? /^-?%\}/ : /^-?\}\}/)) {
    state.closing = null;
    return "brace";
  }
  if (stream.match(/^'[^']*'?/) || stream.match(/^"[^"]*"?/)) return "string.special";
  if (stream.match(/^-?\d+(\.\d+)?/)) return "number";
  if (stream.eat("|")) {
    state.expects = "filter";
    return "operator";
  }
  if (stream.match(/^(==|!=|<>|<=|>=|[<>=:,])/)) return "operator";
  if (state.expects !== "name" && stream.match(/^[\w-]+/)) {
    const word = stream.current();
    const isTag = state.expects === "tag";
    state.expects = "name";
    if (isTag) state.verbatim = VERBATIM[word] ?? null;
    return isTag ? "keyword" : "variableName.function";
  }
  if (stream.match(WORDS)) return "keyword";
  if (stream.match(/^\.[\w-]+/)) return "property";
  if (stream.match(/^[A-Za-z_][\w-]*/)) return "variable";
  stream.next();
  return null;
}
