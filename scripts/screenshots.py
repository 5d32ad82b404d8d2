"""Take the documentation's pictures of the preview and of the sandbox's page.

    python -m scripts.screenshots docs/images                 # all of them
    python -m scripts.screenshots docs/images failure dark    # some

They show this repository's own templates with what the pictures need: a value that is missing, an
edit since the last commit, sends to the sandbox. The clock is frozen by ``inbox.toml``. Chromium has
to be on the PATH, and fonts for Arabic, Japanese and emoji on the system. Each file stays below
``MOST_BYTES``, since everyone who clones carries it.
"""

import base64
import json
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from inbox_toolkit.language_server.server import file_changes, serve_messages
from inbox_toolkit.preview.chromium import launch
from inbox_toolkit.preview.language_socket import LanguageService
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.server import Preview, PreviewOptions
from inbox_toolkit.preview.static_site import write_site
from inbox_toolkit.sandbox.server import Sandbox, SandboxOptions

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
MOST_BYTES = 200_000
DESKTOP, PHONE = (1440, 900), (400, 800)
SCALE = 2
QUALITY = 0.8

ADA = "t=order_shipped&p=ada"
Act = Callable[["Page"], None]


def main() -> int:
    from playwright.sync_api import sync_playwright

    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    sizes = []
    with TemporaryDirectory(prefix="inbox-screenshots-") as place, sync_playwright() as playwright:
        project = example_project(Path(place) / "shop")
        browser = launch(playwright)
        for name, take in PICTURES.items():
            if wanted and name not in wanted:
                continue
            content = compressed(browser, take(browser, project))
            (folder / f"{name}.webp").write_bytes(content)
            sizes.append(len(content))
            print(f"{folder / name}.webp  {len(content):,} bytes")
        browser.close()
    return int(any(size > MOST_BYTES for size in sizes))


def example_project(project: Path) -> Path:
    """Copy this repository's own project, commit it, then edit a template and break a fixture."""
    for name in ("templates", "fixtures"):
        shutil.copytree(ROOT / name, project / name)
    shutil.copy(ROOT / "inbox.toml", project)
    git = ["git", "-C", str(project), "-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Add the messages"]):
        subprocess.run([*git, *words], check=True)
    template = project / "templates/order_shipped.json"
    text = template.read_text(encoding="utf-8")
    template.write_text(
        text.replace("left our warehouse today", "is on its way to you"), encoding="utf-8"
    )
    data = project / "fixtures/message_data/order_shipped/resend.json"
    values = json.loads(data.read_text(encoding="utf-8"))
    del values["order_id"]
    data.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    return project


# Taking one


def preview(
    query: str, act: Act | None = None, *, dark: bool = False, phone: bool = False
) -> "Take":
    """Return how to take a picture of the preview at an address, once ``act`` has been done."""

    def take(browser: "Browser", project: Path) -> bytes:
        with served(project) as url, page_of(browser, dark=dark, phone=phone) as page:
            page.goto(f"{url}/?{query}")
            page.wait_for_selector(".pill.live:not(.connecting)", state="attached")
            page.wait_for_selector("#view > *")
            return picture(page, act)

    return take


def sandbox(browser: "Browser", project: Path) -> bytes:
    """Return a picture of the sandbox's page after a few sends, good and bad."""
    with Sandbox(project, SandboxOptions(port=0)) as running, page_of(browser) as page:
        for template, person, data in SENDS:
            send(running.url, template, person, data)
        page.goto(f"{running.url}/")
        page.wait_for_selector(".pill.live:not(.connecting)")
        page.get_by_text("failed", exact=False).first.wait_for()
        return picture(page, lambda page: page.locator("#requests .row").nth(2).click())


def written_index(browser: "Browser", project: Path) -> bytes:
    """Return a picture of the index that ``inbox preview --build`` writes."""
    state = ProjectState(project)
    state.validate_pending()
    write_site(state, project.parent / "site")
    with page_of(browser) as page:
        page.goto((project.parent / "site" / "index.html").as_uri())
        page.wait_for_selector(".written-index, #view > *")
        return picture(page)


def complete_a_variable(page: "Page") -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+f")
    page.locator(".cm-search input[name=search]").fill("")
    page.keyboard.type(".order_id")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    page.keyboard.type(".")
    page.wait_for_selector(".cm-tooltip-autocomplete li")


def edit_articles(page: "Page") -> None:
    page.get_by_role("button", name="Edit trigger.articles").click()
    page.wait_for_selector(".json-field")


def show_compact(page: "Page") -> None:
    page.get_by_role("button", name="Compact").click()


Take = Callable[["Browser", Path], bytes]
PICTURES: dict[str, Take] = {
    "preview": preview(f"{ADA}&d=standard"),
    "failure": preview(f"{ADA}&d=resend"),
    "cases": preview(f"{ADA}&d=standard&view=cases"),
    "source": preview(f"{ADA}&d=standard&side=source", complete_a_variable),
    "data": preview("t=weekly_digest&p=ada&d=standard", edit_articles),
    "changes": preview(f"{ADA}&d=standard&view=changes"),
    "dark": preview("t=payment_failed&p=ada&d=standard", dark=True),
    "phone": preview(f"{ADA}&d=standard", phone=True),
    "sandbox": sandbox,
    "index": written_index,
}

SENDS: list[tuple[str, str, dict[str, object]]] = [
    ("welcome", "user_123", {}),
    ("order_shipped", "user_123", {"order_id": "ORD-5678", "product_name": "Blue Widget",
                                   "tracking_url": "https://track.example.com/5678"}),
    ("order_shipped", "user_123", {"product_name": "Blue Widget"}),
    ("order_shiped", "user_123", {"order_id": "ORD-5679"}),
    ("payment_failed", "user_123", {"amount": 12.5, "currency": "EUR"}),
]  # fmt: skip


def send(url: str, template: str, person: str, data: dict[str, object]) -> None:
    body = {
        "transactional_message_id": template,
        "identifiers": {"id": person},
        "message_data": data,
    }
    request = urllib.request.Request(
        f"{url}/v1/send/inbox_message",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {'5f2d8c01' * 4}", "Content-Type": "application/json"},
    )
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as refused:
        refused.close()


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Serve the preview of a project on a free port while the block runs."""
    running = Preview(
        project,
        PreviewOptions(port=0),
        load_language_service=lambda: LanguageService(serve_messages, file_changes),
    )
    thread = threading.Thread(target=running.serve)
    thread.start()
    try:
        yield running.url
    finally:
        running.stop()
        thread.join()


@contextmanager
def page_of(browser: "Browser", *, dark: bool = False, phone: bool = False) -> Iterator["Page"]:
    width, height = PHONE if phone else DESKTOP
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=SCALE,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        has_touch=phone,
    )
    yield context.new_page()
    context.close()


def picture(page: "Page", act: Act | None = None) -> bytes:
    """Return a PNG of the page once it is drawn and ``act`` is done."""
    page.evaluate("document.fonts.ready")
    if act:
        act(page)
    page.screenshot()  # the first one of a Chromium that just started can be blank
    return page.screenshot(animations="disabled", caret="initial")


COMPRESS = """async ([png, quality]) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(text);
}"""


def compressed(browser: "Browser", png: bytes) -> bytes:
    """Return a PNG as WebP, which the browser itself writes."""
    page = browser.new_page()
    page.goto("about:blank")
    text: str = page.evaluate(COMPRESS, [base64.b64encode(png).decode(), QUALITY])
    page.close()
    return base64.b64decode(text)


if __name__ == "__main__":
    sys.exit(main())
