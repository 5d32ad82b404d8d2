// The live connection: follows the server, notices silence, comes back by itself.
// A hidden page lets go, because a browser keeps only six connections to one server.

import { isStatic } from "./api.js";

const SILENCE = 40_000; // the server speaks at least every 15 s

export function follow({ address = "/api/events", watching, onHello, onUpdate, onLost }) {
  if (isStatic) return () => {};
  let source = null;
  let timer = 0;
  let lostSince = 0;

  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(restart, SILENCE);
    lostSince = 0;
  };
  const lose = () => {
    lostSince ||= Date.now();
    onLost(lostSince);
  };
  function restart() {
    source?.close();
    if (document.hidden) return;
    source = new EventSource(`${address}?watching=${encodeURIComponent(watching())}`);
    source.addEventListener("hello", (event) => {
      heard();
      onHello(JSON.parse(event.data));
    });
    source.addEventListener("update", (event) => {
      heard();
      onUpdate(JSON.parse(event.data));
    });
    source.onerror = () => {
      lose();
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(timer);
        timer = setTimeout(restart, 1000);
      }
    };
  }
  document.addEventListener("visibilitychange", restart);
  addEventListener("online", restart);
  addEventListener("pagehide", () => source?.close());
  restart();
  return restart;
}
