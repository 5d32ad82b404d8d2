// Draws cases with the vendor's own renderer over the least DOM it needs, and prints what became of
// each bound node. A case: {registry, type, data}; an answer: {blank} or {nodes: [[class, shown]]}.

const [source] = process.argv.slice(2);

class List {
  #names = [];
  add(name) {
    if (/[\t\n\f\r ]/.test(name)) throw new Error("InvalidCharacterError");
    this.#names.push(name);
  }
  get first() {
    return this.#names[0];
  }
}

class Element {
  classList = new List();
  style = {};
  children = [];
  #text = null;
  setAttribute() {}
  addEventListener() {}
  appendChild(child) {
    this.children.push(child);
  }
  set textContent(value) {
    this.#text = value === null || value === undefined ? "" : String(value);
  }
  get shown() {
    const image = this.children.find((one) => one.src !== undefined);
    return image ? String(image.src) : (this.#text ?? "");
  }
}

globalThis.document = { createElement: () => new Element() };
globalThis.HTMLElement = class extends Element {
  isConnected = true;
  set innerHTML(_) {
    this.children = [];
  }
};

const { default: JistTemplate } = await import(source);

function* walked(element) {
  if (element.classList.first) yield [element.classList.first.slice("jist__".length), element.shown];
  for (const child of element.children) if (child.classList) yield* walked(child);
}

function drawn({ registry, type, data }) {
  const element = new JistTemplate();
  element.formatDate = (when) => String(when);
  element.templates = registry;
  element.data = data;
  element.template = type;
  return element.children;
}

let input = "";
for await (const chunk of process.stdin) input += chunk;
const answers = JSON.parse(input).map((one) => {
  try {
    const [root] = drawn(one);
    return { nodes: root ? [...walked(root)] : [] };
  } catch (error) {
    return { blank: error.message };
  }
});
console.log(JSON.stringify(answers));
