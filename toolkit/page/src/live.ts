// The live connection: follows the server, notices silence, comes back by itself.

const SILENCE_MS = 40_000; // the server speaks at least every 15 s
const RETRY_MS = 1000;

/** What a server pushes at least: see the events in wire.ts. */
interface Events {
  readonly hello: unknown;
  readonly update: unknown;
}

export interface LiveHandlers<Pushed extends Events> {
  /** Where to listen; it may say what the page looks at, which the server renders first. */
  address: () => string;
  onHello: (hello: Pushed["hello"]) => void;
  onUpdate: (update: Pushed["update"]) => void;
  onLost: () => void;
}

/** Connect, and return a function that connects again, to the address as it is then. */
export function connect<Pushed extends Events>({
  address,
  onHello,
  onUpdate,
  onLost,
}: LiveHandlers<Pushed>): () => void {
  let source: EventSource | null = null;
  let timer = 0;

  const after = (wait: number, work: () => void) => {
    clearTimeout(timer);
    timer = window.setTimeout(work, wait);
  };
  const heard = () => after(SILENCE_MS, missed);
  // No error tells of a machine that slept, or of a server that stands still.
  const missed = () => {
    onLost();
    restart();
  };
  function restart(): void {
    source?.close();
    clearTimeout(timer);
    if (document.hidden) return; // a browser keeps only six connections to one server
    after(SILENCE_MS, missed);
    const opened = new EventSource(address());
    source = opened;
    const listen = (name: string, work: (data: string) => void) =>
      opened.addEventListener(name, (event) => {
        heard();
        work((event as MessageEvent<string>).data);
      });
    listen("hello", (data) => onHello(JSON.parse(data)));
    listen("update", (data) => onUpdate(JSON.parse(data)));
    listen("beat", () => {});
    opened.onerror = () => {
      onLost();
      if (opened.readyState === EventSource.CLOSED) after(RETRY_MS, restart);
    };
  }
  document.addEventListener("visibilitychange", restart);
  addEventListener("online", restart);
  addEventListener("pagehide", () => source?.close());
  restart();
  return restart;
}
