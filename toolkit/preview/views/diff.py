"""What changed in a case: against its last saved render, the last commit, or another case."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from toolkit.errors import UsageError
from toolkit.preview.board import Board
from toolkit.preview.contents import is_broken
from toolkit.preview.views.selection import Selection
from toolkit.rendering.render import render_case
from toolkit.template.reader import template_of
from toolkit.template.template import Template, translated
from toolkit.text.source import Source

GIT_SECONDS = 5


def diff_view(board: Board, wanted: Selection, against: str) -> dict[str, Any]:
    """Return the lines of both sides; ``problem`` says why there is nothing to compare with.

    ``against`` is ``saved``, ``commit`` or another case of the template as ``profile/data``.
    """
    now = payload_of(board, wanted)
    try:
        then = _other(board, wanted, against)
    except UsageError as error:
        return {"problem": error.message, "lines": []}
    if now is None or then is None:
        side = "This case" if now is None else "The other side"
        return {"problem": f"{side} renders no message.", "lines": []}
    return {"problem": "", "lines": list(lines_between(then, now))}


def payload_of(board: Board, wanted: Selection) -> Mapping[str, Any] | None:
    """Return what a case delivers now; None where it fails."""
    template = wanted.template_on(board)
    if is_broken(template):
        return None
    return render_case(wanted.case_on(board), board.world).payload


def lines_between(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the lines of both payloads laid out as JSON, marked same, removed or added."""
    old, new = _lines(then), _lines(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            yield from ({"kind": "same", "text": line} for line in old[start:end])
            continue
        yield from ({"kind": "removed", "text": line} for line in old[start:end])
        yield from ({"kind": "added", "text": line} for line in new[first:last])


def _lines(payload: Mapping[str, Any]) -> list[str]:
    return json.dumps(payload, indent=2, ensure_ascii=False).split("\n")


def _other(board: Board, wanted: Selection, against: str) -> Mapping[str, Any] | None:
    if against == "saved":
        before = board.before.get(wanted.key)
        if before is None:
            raise UsageError("Nothing has changed this case since the preview started.")
        return before
    if against == "commit":
        return _committed(board, wanted)
    return payload_of(board, wanted.at(against))


def _committed(board: Board, wanted: Selection) -> Mapping[str, Any] | None:
    template = wanted.template_on(board)
    old = _at_head(board, template)
    if template.language:
        base = board.family(template.name)[0]
        old = translated(_at_head(board, base), old)
    if is_broken(old):
        raise UsageError("The committed template cannot be rendered.")
    case = replace(wanted.case_on(board), template=old)
    return render_case(case, board.world).payload


def _at_head(board: Board, template: Template) -> Template:
    command = ["git", "show", f"HEAD:./{template.file}"]
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command; the file is one of the project's
            command, cwd=board.root, capture_output=True, timeout=GIT_SECONDS, check=True
        )
        text = answer.stdout.decode("utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        raise UsageError("There is no committed version of this template.") from None
    stem = template.label
    return template_of(Source(template.file, text), stem, board.contents.project.config)
