// The live connection: follows the server, notices silence, comes back by itself.
// A hidden page lets go, because a browser keeps only six connections to one server.

import { isStatic } from "./api.js";

const SILENCE = 40_000; // the server speaks at least every 15 s
const PAUSE = 1000;

export function follow({ address = "/api/events", watching, onHello, onUpdate, onLost }) {
  if (isStatic) return () => {};
  let source = null;
  let timer = 0;
  let lostSince = 0;

  const after = (wait, work) => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
  const heard = () => {
    lostSince = 0;
    after(SILENCE, missed);
  };
  const lose = () => {
    lostSince ||= Date.now();
    onLost(lostSince);
  };
  // No error tells of a machine that slept, a server that stands still, a network that went away.
  const missed = () => {
    lose();
    restart();
  };
  function restart() {
    source?.close();
    clearTimeout(timer);
    if (document.hidden) return;
    after(SILENCE, missed);
    source = new EventSource(`${address}?watching=${encodeURIComponent(watching())}`);
    source.addEventListener("hello", (event) => {
      heard();
      onHello(JSON.parse(event.data));
    });
    source.addEventListener("update", (event) => {
      heard();
      onUpdate(JSON.parse(event.data));
    });
    source.addEventListener("beat", heard);
    source.onerror = () => {
      lose();
      if (source.readyState === EventSource.CLOSED) after(PAUSE, restart);
    };
  }
  document.addEventListener("visibilitychange", restart);
  addEventListener("online", restart);
  addEventListener("pagehide", () => source?.close());
  restart();
  return restart;
}
