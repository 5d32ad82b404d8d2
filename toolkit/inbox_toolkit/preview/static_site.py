"""The preview as files: an index and one self-contained page per template, for a CI artifact."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.revision import LAST_COMMIT
from inbox_toolkit.preview.static_data import template_data
from inbox_toolkit.preview.views.overview import Capabilities, overview
from inbox_toolkit.preview.wire import Overview, StaticData, TemplateRow
from inbox_toolkit.project.files import error_reason
from inbox_toolkit.web.inline_frames import InlineFrame, own_frame, visual_frame
from inbox_toolkit.web.message_frames import RENDERER, component_of, frames_view, is_ready
from inbox_toolkit.web.static import Asset, load_assets
from inbox_toolkit.web.wire import encode

_WRITTEN = "This page is a file: it changes nothing."
SCRIPT, STYLE, SHELL = "page/written.js", "page/written.css", "page/index.html"


def write_site(
    state: ProjectState,
    folder: Path,
    *,
    revision: str = LAST_COMMIT,
    alone: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> list[Path]:
    """Write a page per template, and ``index.html`` with all of them; all must be validated.

    The pages show what changed since a git revision. ``alone`` leaves out the messages of other
    templates in the inbox, so that a page changes only with its own template. ``progress`` is
    called with how many pages are written, of how many.
    Raises ProjectError where the folder cannot be written, or the toolkit was built without its
    page.
    """
    assets = load_assets()
    pages = page_names(state)
    frames = _frames(state, assets)
    everything = _overview(state, Capabilities(read_only=_WRITTEN, renderer=RENDERER in assets))
    since = "" if revision == LAST_COMMIT else revision
    index = StaticData(everything, "", since, pages, {}, {}, {}, {}, {}, False)
    documents = {kind: frame.document for kind, frame in frames.items()}
    changed: dict[str, int] = {}
    compared = False
    written = []
    for number, (name, file) in enumerate(pages.items()):
        own = template_data(state, name, revision, alone=alone)
        data = replace(
            index,
            overview=replace(everything, templates=tuple(_rows(everything.templates, name))),
            template=name,
            cases=own.cases,
            matrix=own.matrix,
            diffs=own.diffs,
            documents=documents,
        )
        written.append(_write(folder / file, page(assets, data, frames)))
        found = [one for one in own.diffs.values() if not one.problem]
        changed[name] = sum(not one.identical for one in found)
        compared = compared or bool(found)
        progress(number + 1, len(pages))
    data = replace(index, changed=changed, compared=compared)
    return [_write(folder / "index.html", page(assets, data, {})), *written]


def _overview(state: ProjectState, capabilities: Capabilities) -> Overview:
    """Return the overview without what differs between two runs over the same files."""
    found = overview(state, 0, capabilities)
    frames = replace(found.project.frames, epoch="")  # a date of a file, which a checkout sets anew
    return replace(found, project=replace(found.project, frames=frames))


def _rows(rows: tuple[TemplateRow, ...], name: str) -> Iterator[TemplateRow]:
    """Leave out what was found in other templates: their own pages say it."""
    return (one if one.name == name else replace(one, findings=()) for one in rows)


def page_names(state: ProjectState) -> dict[str, str]:
    """Return the file of each template's page; folders in a name become part of it."""
    names: dict[str, str] = {}
    for name in state.names:
        plain = re.sub(r"[^\w.-]", "_", name)
        taken = set(names.values()) | {"index.html"}
        file = f"{plain}.html"
        names[name] = file if file not in taken else f"{plain}_{len(names)}.html"
    return names


def page(assets: Mapping[str, Asset], data: StaticData, frames: Mapping[str, InlineFrame]) -> str:
    """Return one page with its styles, its script and its data inside, and nothing else allowed."""
    try:
        script, style, shell = (assets[one].content.decode() for one in (SCRIPT, STYLE, SHELL))
    except KeyError:
        raise ProjectError(
            "the toolkit was installed without its page",
            help="install it again with a network; from a clone, run `make page`",
        ) from None
    known = encode(data).decode("ascii")
    shell = re.sub(r"<(?:link|script|meta name=\"inbox-token\") [^>]*>(?:</script>)?\n", "", shell)
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script, style, frames)}">\n'
        f"<style>{style}</style>\n"
    )
    foot = (
        f'<script type="application/json" id="inbox-data">{_escape_for_script(known)}</script>\n'
        f"<script>{script}</script>\n"
    )
    return shell.replace("</head>", head + "</head>").replace("</body>", foot + "</body>")


def _policy(script: str, style: str, frames: Mapping[str, InlineFrame]) -> str:
    """Return what a page may load: nothing but what it holds.

    A frame without an address of its own is under its page's policy. What draws there brings its
    own styles, and its modules are loaded by a script that is known (``strict-dynamic``).
    """
    scripts = {script: None} | {each: None for one in frames.values() for each in one.scripts}
    hashes = " ".join(f"'{_hash(each)}'" for each in scripts)
    allowed = f"'{_hash(style)}'"
    if frames:
        hashes += " 'strict-dynamic'"
        allowed = "'unsafe-inline' data:"
    return (
        f"default-src 'none'; script-src {hashes}; style-src {allowed}; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _frames(state: ProjectState, assets: Mapping[str, Asset]) -> dict[str, InlineFrame]:
    """Return the frames that this project can fill."""
    drawing = frames_view(state.workspace.config, renderer=RENDERER in assets)
    component = component_of(state.workspace.config)
    frames = {}
    if is_ready(drawing, "visual"):
        frames["visual"] = visual_frame(assets)
    if is_ready(drawing, "component") and component:
        frames["own"] = own_frame(assets, component)
    return frames


def _escape_for_script(data: str) -> str:
    """Make JSON safe between script tags: no ``<`` can end them."""
    return data.replace("<", "\\u003c")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        with suppress(OSError):
            path.unlink()  # half a page would be taken for one
        reason, advice = error_reason(error)
        raise ProjectError(f"{path} cannot be written: {reason}", help=advice) from None
    return path
