"""How long a save takes to reach the screen: from the file's close to the changed pixel.

Run: python -m benchmarks.preview_latency [SAVES] [FOLDER]
FOLDER, where given, holds an installed ``vite`` (npm install vite@8); the hot update of one module
by its server is then measured turn by turn with ours, so that both meet the same machine.
A project of 100 templates with 20 cases each is edited while a real Chromium shows one of them.
Both ends read one machine's clock: ``time.time`` here, ``performance.timeOrigin`` there.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.support.browser import chromium, page_of
from tests.support.preview_server import serve_preview, template, write

TEMPLATES, PROFILES, DATA = 100, 5, 4

WATCH = """
() => {
  window.seen = [];
  new MutationObserver(() => {
    const text = document.querySelector(".here strong")?.textContent;
    if (text === window.last) return;
    window.last = text;
    requestAnimationFrame(() => setTimeout(() => {
      window.seen.push([text, performance.timeOrigin + performance.now()]);
    }));
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
"""


def properties(title: str) -> str:
    rows = ", ".join(
        f'"field_{n}": "{{{{ customer.name }}}} {{{{ trigger.id }}}} {n}"' for n in range(10)
    )
    return f'{{"title": "{title} {{{{ trigger.id }}}}", "body": "Hello {{{{ customer.name }}}}", {rows}}}'


def project(root: Path) -> Path:
    write(root / "inbox.toml", "")
    for number in range(TEMPLATES):
        write(root / f"templates/t{number:03}.json", template(properties(f"Title {number}")))
        for data in range(DATA):
            write(root / f"fixtures/message_data/t{number:03}/d{data}.json", {"id": f"id-{data}"})
    for number in range(PROFILES):
        write(root / f"fixtures/profiles/p{number}.json", {"name": f"Person {number}"})
    return root


def measure(root: Path, saves: int, vite: Path | None) -> dict[str, list[float]]:
    waits: dict[str, list[float]] = {"template": [], "vite": [], "profile": []}
    with ExitStack() as stack:
        running = stack.enter_context(serve_preview(root))
        browser = stack.enter_context(chromium())
        page = stack.enter_context(page_of(browser))
        page.goto(f"{running.url}/?t=t050&p=p1&d=d1")
        page.wait_for_selector(".here strong")
        page.evaluate(WATCH)
        other = stack.enter_context(vite_page(vite, browser)) if vite else None
        for number in range(saves):
            title = f"Save {number}"
            path = root / "templates/t050.json"
            waits["template"].append(save(path, template(properties(title)), page, f"{title} id-1"))
            if vite and other:
                path = vite / "text.js"
                waits["vite"].append(save(path, f'export const text = "{title}";', other, title))
        write(root / "templates/t050.json", template('{"title": "{{ customer.name }}"}'))
        seen(page, "Person 1")
        for number in range(saves // 2):
            time.sleep(0.6)
            name, path = f"Name {number}", root / "fixtures/profiles/p1.json"
            waits["profile"].append(save(path, {"name": name}, page, name))
    return {name: found for name, found in waits.items() if found}


def save(path: Path, content: object, page: Page, text: str) -> float:
    """Save a file and return the milliseconds until the page shows the text."""
    time.sleep(0.15)
    write(path, content)
    closed = time.time() * 1000
    return seen(page, text) - closed


def seen(page: Page, text: str) -> float:
    found = page.wait_for_function("text => window.seen.find(([seen]) => seen === text)", arg=text)
    return float(found.json_value()[1])


VITE_PAGE = """<!doctype html><div class="here"><strong></strong></div>
<script type="module" src="/main.js"></script>"""
VITE_MAIN = """
import { text } from "./text.js";
const show = (found) => { document.querySelector("strong").textContent = found; };
show(text);
if (import.meta.hot) import.meta.hot.accept("./text.js", (fresh) => show(fresh.text));
"""


@contextmanager
def vite_page(folder: Path, browser: Browser) -> Iterator[Page]:
    """Serve one module with Vite and open a page that shows its text, watched as ours is."""
    write(folder / "index.html", VITE_PAGE)
    write(folder / "main.js", VITE_MAIN)
    write(folder / "text.js", 'export const text = "start";')
    command = [str(folder / "node_modules/.bin/vite"), "--port", "4733", "--host", "127.0.0.1"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for_port(4733)
            with page_of(browser) as page:
                page.goto("http://127.0.0.1:4733/")
                page.wait_for_function("document.querySelector('strong')?.textContent === 'start'")
                page.evaluate(WATCH)
                time.sleep(1)
                yield page
        finally:
            server.terminate()


def wait_for_port(port: int, seconds: float = 60) -> None:
    """Return once something listens there; a busy machine takes its time to start a server."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens at port {port} after {seconds:.0f} s")


def summary(name: str, waits: list[float]) -> str:
    ordered = sorted(waits)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"{name:10} median {middle:6.1f} ms   p95 {late:6.1f} ms   worst {ordered[-1]:6.1f} ms   n {len(waits)}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        saves = int(sys.argv[1]) if len(sys.argv) > 1 else 40
        vite = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else None
        found = measure(project(Path(folder)), saves, vite)
    for name, waits in found.items():
        print(summary(name, waits))
    print(json.dumps({name: [round(each, 1) for each in waits] for name, waits in found.items()}))
