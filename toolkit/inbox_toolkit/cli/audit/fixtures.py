"""Write what an audit found as profiles of the project."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from inbox_toolkit.audit.redacted_fixtures import Redacted
from inbox_toolkit.audit.reporters.wording import OUTCOME_NAMES
from inbox_toolkit.audit.representation import Item, Representation
from inbox_toolkit.audit.result import CaseFinding
from inbox_toolkit.audit.summary import Summary
from inbox_toolkit.audit.verdict import Judge
from inbox_toolkit.cli.console import echo_err
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.presentable import presentable

_KINDS = ("outcome", "cause", "branch")


def write_redacted(redacted: Redacted, judge: Judge) -> None:
    """Write a profile per cause, with its message data where sends have their own.

    Those of an earlier audit are replaced. Raises ProjectError if one cannot be written.
    """
    config = judge.project.config
    names = _names(config, judge.template, judge.data)
    for number, one in enumerate(redacted.fixtures, 1):
        profile, data = (f"{name}_{number}.json" for name in names)
        config.write(profile, _document(one.profile), replace=True)
        echo_err(f"wrote {presentable(profile)}: {presentable(one.cause.finding.message)}")
        if one.data is not None:
            config.write(data, _document(one.data), replace=True)
            echo_err(f"wrote {presentable(data)}: the message data for it")
    for cause in redacted.left_out:
        echo_err(
            f"note: no fixture shows without real values that "
            f"{presentable(cause.finding.message)} at {presentable(cause.place)}"
        )


def redacted_files(
    config: Config, template: Template, data: Fixture | None, *, with_data: bool
) -> list[str]:
    """Return the files of earlier audits that ``write_redacted`` may replace."""
    profile, message_data = _names(config, template, data)
    return _numbered(config, profile) + (_numbered(config, message_data) if with_data else [])


def _names(config: Config, template: Template, data: Fixture | None) -> tuple[str, str]:
    """Return the names of a profile and its message data, less number and suffix."""
    stem = f"audit_{template.label}{f'_{data.name}' if data else ''}".replace("/", "_")
    return (
        f"{config.fixtures}/profiles/{stem}",
        f"{config.fixtures}/message_data/{template.name}/{stem}",
    )


def _numbered(config: Config, stem: str) -> list[str]:
    """Return the files there are of a name and a number, by number."""
    folder, _, name = stem.rpartition("/")
    form = re.compile(rf"{re.escape(name)}_([1-9][0-9]*)\.json")
    names: list[str] = []
    with suppress(OSError):
        names = [one.name for one in (config.root / folder).iterdir()]
    found = sorted(int(match[1]) for match in map(form.fullmatch, names) if match)
    return [f"{stem}_{number}.json" for number in found]


class RepresentationFiles:
    """The files of ``--represent``: numbered profiles, named after the templates.

    Those of an earlier audit are overwritten only if the user agrees, before anyone is judged.
    """

    def __init__(self, config: Config, templates: Sequence[Template]) -> None:
        others = f"_and_{len(templates) - 1}_more" if len(templates) > 1 else ""
        stem = re.sub(r"[^\w-]", "_", templates[0].label)
        self._config = config
        self._folder = f"{config.fixtures}/profiles"
        self._stem = f"audience_{stem}{others}"

    def name(self, number: int) -> str:
        """Return the name of a profile by its number, from 1."""
        return f"{self._stem}_{number}"

    def earlier(self) -> list[str]:
        """Return the files of an earlier audit, by number."""
        return _numbered(self._config, f"{self._folder}/{self._stem}")

    def write(self, found: Representation, summaries: Sequence[Summary]) -> None:
        """Write the profiles, and say what they cover; raises ProjectError if one cannot be."""
        earlier = self.earlier()
        written = []
        for number, one in enumerate(found.profiles, 1):
            written.append(self._file(number))
            self._config.write(written[-1], _document(one.profile), replace=True)
            parts = Counter(map(_kind, one.covers))
            shown = ", ".join(_number_of(kind, parts[kind]) for kind in _KINDS if parts[kind])
            echo_err(f"wrote {presentable(written[-1])}: {shown}")
        for item in sorted(found.wanted - found.covered, key=lambda one: _label(one, summaries)):
            echo_err(f"note: no profile without real values shows {_label(item, summaries)}")
        wanted, covered = Counter(map(_kind, found.wanted)), Counter(map(_kind, found.covered))
        shares = [
            f"{covered[kind]} of {_number_of(kind, wanted[kind])}"
            for kind in _KINDS
            if wanted[kind]
        ]
        if shares:
            echo_err(f"together they show {', '.join(shares)}")
        else:
            echo_err("note: nobody was judged, so there is nobody to represent")
        for name in earlier:
            if name not in written:
                echo_err(f"note: {presentable(name)} is an earlier audit's: remove it")

    def _file(self, number: int) -> str:
        return f"{self._folder}/{self.name(number)}.json"


def _document(profile: object) -> str:
    """Return a profile as text: ASCII shows what nobody sees, and can hold half a character."""
    return json.dumps(profile, indent=2) + "\n"


def _kind(item: Item) -> str:
    match item[1]:
        case CaseFinding():
            return "cause"
        case int():
            return "branch"
        case _:
            return "outcome"


def _number_of(kind: str, number: int) -> str:
    if number == 1:
        return f"1 {kind}"
    return f"{number} branches" if kind == "branch" else f"{number} {kind}s"


def _label(item: Item, summaries: Sequence[Summary]) -> str:
    number, what = item
    summary = summaries[number]
    match what:
        case CaseFinding():
            source, span = what.location
            at = f"{source.name}:{source.position(span.start).line}"
            text = f"that {what.message} at {at}"
        case int():
            branch = summary.branches[what]
            text = f"{branch.label} in line {branch.line}"
        case _:
            text = f"`{OUTCOME_NAMES[what]}`"
    return presentable(f"{text} ({summary.title})")
