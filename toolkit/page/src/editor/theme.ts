// The editor in the colors of the page: its tokens reach into the shadow root.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const box = {
  border: "1px solid var(--line)",
  borderRadius: "var(--r-2)",
  backgroundColor: "var(--bg-0)",
  color: "var(--text-1)",
  boxShadow: "var(--shadow-2)",
};

const button = {
  border: "1px solid var(--line-2)",
  borderRadius: "6px",
  backgroundColor: "var(--bg-0)",
  backgroundImage: "none",
  color: "var(--text-1)",
  font: "500 12px var(--font-ui)",
  padding: "3px 8px",
  cursor: "pointer",
};

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--text-1)", backgroundColor: "var(--bg-0)", fontSize: "12.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", fontVariantLigatures: "none", lineHeight: "1.65" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--accent)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-gutters": { border: "0", backgroundColor: "var(--bg-0)", color: "var(--text-3)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "26px", paddingRight: "10px" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--bg-2) 45%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text-1)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-matchingBracket": { backgroundColor: "transparent" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-bg)",
    outline: "1px solid var(--accent)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--red-bg)" },
  ".cm-searchMatch": { backgroundColor: "var(--glow)", outline: "1px solid var(--amber-line)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--amber-bg)" },

  ".cm-tooltip": {
    ...box,
    maxWidth: "min(520px, 92vw)",
    font: "13px / 1.5 var(--font-ui)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--font-mono)",
    fontSize: "12.5px",
    padding: "4px",
    maxHeight: "15em",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", borderRadius: "6px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent-bg)",
    color: "var(--accent-text)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { color: "var(--text-2)", fontStyle: "normal", marginLeft: "12px" },
  ".cm-completionIcon": { color: "var(--text-3)", opacity: "1" },
  ".cm-tooltip.cm-completionInfo": { padding: "8px 12px", maxHeight: "260px", overflow: "auto" },
  ".cm-tooltip-hover": { maxHeight: "320px", overflow: "auto" },
  ".cm-lsp-hover-tooltip, .cm-lsp-documentation": { padding: "8px 12px" },
  ".cm-tooltip p, .cm-tooltip pre": { margin: "0 0 6px" },
  ".cm-tooltip code": { fontFamily: "var(--font-mono)", fontSize: "0.92em", overflowWrap: "anywhere" },
  ".cm-tooltip table": { borderCollapse: "collapse", fontSize: "12px" },
  ".cm-tooltip th": { color: "var(--text-3)", fontWeight: "500", textAlign: "left" },
  ".cm-tooltip th, .cm-tooltip td": { padding: "2px 12px 2px 0", verticalAlign: "top" },

  ".cm-diagnostic": { padding: "8px 12px", marginLeft: "0", borderLeft: "3px solid var(--accent)" },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: "1px solid var(--line)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--red-fill)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--amber)" },
  ".cm-diagnosticAction": { ...button, margin: "6px 6px 0 0" },
  ".cm-diagnosticAction:hover": { backgroundColor: "var(--bg-2)" },
  ".finding-more": { color: "var(--text-2)" },
  ".finding-rule": { color: "var(--text-3)", fontSize: "12px" },
  ".cm-lintRange": { backgroundImage: "none", textDecorationThickness: "1.5px", textUnderlineOffset: "3px" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--red)" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--amber)" },
  ".cm-lintRange-info, .cm-lintRange-hint": { textDecoration: "underline dotted var(--accent)" },
  ".cm-lintRange-active": { backgroundColor: "var(--bg-2)" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 2px" },
  ".cm-lint-marker": {
    width: "9px",
    height: "9px",
    borderRadius: "50%",
    content: "normal",
    marginTop: "6px",
  },
  ".cm-lint-marker-error": { backgroundColor: "var(--red-fill)" },
  ".cm-lint-marker-warning": {
    backgroundColor: "var(--amber)",
    borderRadius: "1px",
    clipPath: "polygon(50% 0, 100% 100%, 0 100%)",
  },
  ".cm-lint-marker-info": { backgroundColor: "var(--accent)" },

  ".cm-panels": { backgroundColor: "var(--bg-1)", color: "var(--text-1)", font: "13px var(--font-ui)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-panel.cm-panel-lint ul": { padding: "4px" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--accent-bg)" },
  ".cm-textfield": {
    border: "1px solid var(--line-2)",
    borderRadius: "6px",
    backgroundColor: "var(--bg-0)",
    color: "var(--text-1)",
    font: "13px var(--font-ui)",
    padding: "3px 6px",
  },
  ".cm-button": button,
  ".cm-panel.rename": { display: "flex", gap: "8px", alignItems: "center", padding: "8px 12px" },
  ".cm-panel button[name=close]": { color: "var(--text-2)", cursor: "pointer" },
  ".cm-foldPlaceholder": { border: "0", backgroundColor: "var(--bg-2)", color: "var(--text-2)" },

  ".cm-changedLine, .cm-insertedLine": { backgroundColor: "var(--green-bg)" },
  ".cm-changedText": { backgroundImage: "none", backgroundColor: "var(--green-line)", borderRadius: "2px" },
  ".cm-deletedChunk": { backgroundColor: "var(--red-bg)", paddingLeft: "6px" },
  ".cm-deletedChunk .cm-deletedText": { backgroundImage: "none", backgroundColor: "var(--red-line)" },
  ".cm-deletedChunk .cm-chunkButtons": { insetInlineEnd: "6px", zIndex: "2" },
  ".cm-chunkButtons button": { ...button, margin: "2px 0 0 4px" },
  ".cm-chunkButtons button[name=accept], .cm-chunkButtons button[name=reject]": {
    backgroundColor: "var(--bg-0)",
    color: "var(--text-1)",
  },
  ".cm-collapsedLines": {
    backgroundImage: "none",
    backgroundColor: "var(--bg-1)",
    color: "var(--text-2)",
    font: "12px var(--font-ui)",
  },
});

const colors = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent-text)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--green)" },
  { tag: [tags.number, tags.bool], color: "var(--amber)" },
  { tag: tags.escape, color: "var(--amber)" },
  { tag: [tags.brace, tags.punctuation, tags.operator], color: "var(--text-3)" },
  { tag: tags.keyword, color: "var(--accent-text)", fontWeight: "600" },
  { tag: [tags.variableName, tags.comment], color: "var(--text-1)" },
  { tag: tags.comment, color: "var(--text-3)", fontStyle: "italic" },
  { tag: tags.invalid, color: "var(--red)" },
]);

export const pageTheme: Extension = [theme, syntaxHighlighting(colors)];
