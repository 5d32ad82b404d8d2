// Inside the Component frame: the project's component gets the object the web SDK gives an app.
// The component is an ES module: export default function (container, messages) { … }

// A policy does not reach these, and they reach the network.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) delete globalThis[name];

const root = document.createElement("div");
const notice = document.createElement("pre");
const source = document.documentElement.dataset.component;
let component = null;
let latest = null;

notice.setAttribute("role", "alert");
notice.style.cssText = "margin:0;padding:12px 14px;border:1px solid light-dark(#f3b9ba,#6b2d30);border-radius:10px;background:light-dark(#fdecec,#3a1d1f);color:light-dark(#a51d22,#ff9c9c);font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere";
setMode(window.name);

try {
  component = (await import(source)).default;
  document.body.append(root);
  if (typeof component !== "function") fail("The component does not load", new TypeError("it has no default export that is a function"), shortName(source));
} catch (error) {
  fail("The component does not load", error, (await placeOfLoading()) || placeIn(error));
}

export function inboxMessage({ sentAt, expiresAt, messageId, opened, properties, type, topics }) {
  const call = (name) => (...given) => tell(`${name}(${given.map((each) => JSON.stringify(each)).join(", ")})`);
  return {
    sentAt: new Date(sentAt),
    expiresAt: expiresAt ? new Date(expiresAt) : undefined,
    messageId, opened, properties, type, topics,
    trackClick: call("trackClick"), markOpened: call("markOpened"), markUnopened: call("markUnopened"), markDeleted: call("markDeleted"),
  };
}

async function draw() {
  if (typeof component === "function") {
    notice.remove();
    try {
      root.replaceChildren();
      await component(root, latest.map(inboxMessage));
    } catch (error) {
      root.replaceChildren();
      fail("The component failed", error, placeIn(error));
    }
  }
  tellHeight();
}

function tellHeight() {
  parent.postMessage({ height: document.documentElement.offsetHeight + 2 }, "*");
}

// Says in red what went wrong, and in which file and line of the component.
function fail(what, error, place) {
  const message = error instanceof Error ? error.message : String(error);
  notice.textContent = `${what}: ${message}${place && `\n${place}`}`;
  document.body.prepend(notice);
  tellHeight();
}

// The topmost line of the stack in a file of the component, as browsers write them: `(address:line:column)`, `@address:line:column`.
function placeIn(error) {
  const [, address, place] = /((?:https?|data|blob):[^\s()@]*?\/own\/[^\s()]*?|data:[^\s()]*?):(\d+:\d+)\)?$/m.exec(error?.stack ?? "") ?? [];
  return address ? `${shortName(address)}:${place}` : "";
}

// A module that cannot be parsed has no stack; a script element says where it cannot.
function placeOfLoading() {
  return new Promise((resolve) => {
    const script = Object.assign(document.createElement("script"), { type: "module", src: source });
    const listen = (event) => {
      event.preventDefault(); // it is said in the frame
      resolve(event.filename ? `${shortName(event.filename)}:${event.lineno}:${event.colno}` : "");
    };
    addEventListener("error", listen, { once: true });
    script.onload = script.onerror = () => setTimeout(resolve, 0, "");
    document.head.append(script);
  });
}

function shortName(address) {
  if (address.startsWith("data:")) return "component.js";
  return decodeURIComponent(address.split("?")[0].split("/own/").pop().replace(/^[^/]*\//, ""));
}

function setMode(mode) {
  if (mode !== "light" && mode !== "dark") return;
  document.documentElement.dataset.mode = mode;
  document.documentElement.style.colorScheme = mode;
}

function tell(told) {
  parent.postMessage({ told }, "*");
}

addEventListener("click", (event) => {
  const link = event.composedPath().find((each) => each.href !== undefined);
  if (!link) return;
  event.preventDefault(); // it would lead the frame away
  tell(`link: ${link.href}`);
});
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  fail("The component failed", event.reason, placeIn(event.reason));
});
addEventListener("error", (event) => {
  if (!event.filename || typeof component !== "function") return;
  event.preventDefault();
  fail("The component failed", event.error ?? event.message, `${shortName(event.filename)}:${event.lineno}:${event.colno}`);
});
addEventListener("securitypolicyviolation", ({ blockedURI }) => tell(`not loaded: ${blockedURI}`));
addEventListener("message", (event) => {
  if (event.source !== parent || !event.data) return;
  setMode(event.data.mode);
  if (!event.data.message) return;
  latest = event.data.messages ?? [event.data.message]; // of an inbox all, of a case its own
  draw();
});
parent.postMessage({ ready: true }, "*");
