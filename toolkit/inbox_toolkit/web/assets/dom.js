// Elements from plain values, and one way to bring the screen up to date with them.
// Every value becomes text or an attribute, never markup: there is no innerHTML in this page.

const SVG = "http://www.w3.org/2000/svg";

// Written without their data- prefix.
const DATA = new Set(["do", "arg", "key", "glow", "keep", "frame", "change", "input", "submit", "path"]);

const TYPED = "input, select"; // people change these without changing their attributes

export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

// A quiet sentence where there is nothing else to show.
export function note(...text) {
  return h("p", { class: "quiet pad" }, ...text);
}

export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  if (element.type === "submit" && attributes?.do) element.type = "button";
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === false || value == null) continue;
    element.setAttribute(DATA.has(key) ? `data-${key}` : key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === false || child == null) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

// Make the children of `target` like `children`, touching only what differs: scroll, focus,
// selection and open folds stay. Elements match by `data-key`, else by their place.
export function show(target, ...children) {
  const wanted = document.createDocumentFragment();
  for (const child of children.flat(Infinity)) {
    if (child === false || child == null) continue;
    wanted.append(child instanceof Node ? child : String(child));
  }
  alignChildren(target, wanted);
}

function alignChildren(target, wanted) {
  const keyed = new Map();
  for (const child of target.childNodes) {
    const key = keyOf(child);
    if (key) keyed.set(key, child);
  }
  let at = target.firstChild;
  for (const next of [...wanted.childNodes]) {
    const match = keyOf(next) ? keyed.get(keyOf(next)) : at && !keyOf(at) ? at : null;
    if (match && match.nodeName === next.nodeName) {
      if (match !== at) target.insertBefore(match, at);
      else at = at.nextSibling;
      align(match, next);
    } else {
      target.insertBefore(next, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function keyOf(node) {
  return node.nodeType === 1 ? node.getAttribute("data-key") : null;
}

function align(old, next) {
  if (old.nodeType === 3) {
    if (old.data !== next.data) {
      old.data = next.data;
      glow(old.parentElement);
    }
    return;
  }
  if (old.isEqualNode(next) && !old.matches(TYPED) && !old.querySelector(TYPED)) return;
  alignAttributes(old, next);
  if (old.hasAttribute("data-keep")) return;
  alignChildren(old, next);
}

function alignAttributes(old, next) {
  const folds = old.nodeName === "DETAILS";
  for (const { name } of [...old.attributes]) {
    const mine = name === "style" || (folds && name === "open");
    if (!next.hasAttribute(name) && !mine) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (folds && name === "open") continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.nodeName === "INPUT" && old !== document.activeElement) old.value = next.value;
  if (old.nodeName === "SELECT") queueMicrotask(() => (old.value = old.dataset.value ?? old.value));
}

function glow(element) {
  const place = element?.closest("[data-glow]");
  if (!place || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  place.animate([{ backgroundColor: "var(--glow)" }, {}], { duration: 150, easing: "ease-out" });
}

// Clicks and changes are told by name: data-do on an element, an action of that name here.
const actions = new Map();

export function on(name, action) {
  actions.set(name, action);
}

export function act(name, argument, element) {
  return actions.get(name)?.(argument, element);
}

export function listen(root) {
  root.addEventListener("click", (event) => {
    const element = event.target.closest("[data-do]");
    if (!element || element.matches("input, select, form")) return;
    event.preventDefault();
    act(element.dataset.do, element.dataset.arg, element);
  });
  for (const kind of ["input", "change", "submit"]) {
    root.addEventListener(kind, (event) => {
      if (kind === "submit") event.preventDefault();
      const name = event.target.getAttribute?.(`data-${kind}`);
      if (name) act(name, event.target.value, event.target);
    });
  }
}

const GLYPHS = { error: "✕", broken: "✕", warning: "▲", info: "●", clean: "✓", waiting: "·" };

// A verdict as a shape with a name: never by colour alone.
export function badge(verdict, label) {
  return h("span", { class: `badge ${verdict}`, role: "img", "aria-label": label ?? verdict }, GLYPHS[verdict] ?? "·");
}

export function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
