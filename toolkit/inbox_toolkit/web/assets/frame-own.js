// Inside the Own frame: the project's component gets the object the web SDK gives an app.
// The component is an ES module: export default function (container, messages) { … }

// A policy does not reach these, and they reach the network.
for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection"]) delete globalThis[name];

const root = document.createElement("div");
const source = document.documentElement.dataset.component;
let component = null;
let latest = null;

try {
  component = (await import(source)).default;
  document.body.append(root);
} catch (error) {
  document.body.textContent = `The component does not load: ${error.message}`;
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
  try {
    root.replaceChildren();
    await component?.(root, latest.map(inboxMessage));
  } catch (error) {
    root.textContent = `The component failed: ${error.message}`;
    tell(`error: ${error.message}`);
  }
  parent.postMessage({ height: document.documentElement.offsetHeight + 2 }, "*");
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
addEventListener("securitypolicyviolation", ({ blockedURI }) => tell(`not loaded: ${blockedURI}`));
addEventListener("message", (event) => {
  if (event.source !== parent || !event.data?.message) return;
  latest = event.data.messages ?? [event.data.message]; // of an inbox all, of a case its own
  draw();
});
parent.postMessage({ ready: true }, "*");
