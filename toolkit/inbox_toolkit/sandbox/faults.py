"""Faults to inject, from ``faults.toml`` or from a request's own header.

In ``faults.toml``::

    [[fault]]
    kind = "status"                        # latency status html reset cut late-verdict two-verdicts
    on = "POST /v1/send/inbox_message"     # any request if left out; * matches anything
    chance = 0.2                           # always if left out
    times = 3                              # at most so often
    status = 503                           # status and html
    retry_after = 1                        # status and html
    seconds = 0.5                          # latency and late-verdict
    after = true                           # status, html, reset: after the request has had effect

In the header, for that request only: ``X-Sandbox-Fault: status; status=503, latency;
seconds=0.5``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path
from random import Random
from typing import Any

from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.toml import parse_toml

HEADER = "x-sandbox-fault"
KINDS = ("latency", "status", "html", "reset", "cut", "late-verdict", "two-verdicts")
LONGEST_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; the module docstring says what each field means for which kind."""

    kind: str
    on: str = "*"
    chance: float = 1.0
    times: int | None = None
    status: int = 503
    retry_after: int | None = None
    seconds: float = 0.5
    after: bool = False

    @property
    def is_late(self) -> bool:
        """True if the request takes effect before the fault."""
        return self.kind == "cut" or (self.after and self.kind in ("status", "html", "reset"))


@dataclass(slots=True)
class FaultSchedule:
    """The faults of one run, and how often each was injected."""

    faults: tuple[Fault, ...] = ()
    random: Random = field(default_factory=Random)
    disabled: frozenset[int] = frozenset()
    _counts: dict[int, int] = field(default_factory=dict)

    def replace(self, faults: tuple[Fault, ...], disabled: frozenset[int]) -> None:
        """Inject other faults from now on; one that stays goes on counting.

        ``disabled`` are the indexes of those that are kept, and not injected.
        """
        counts = dict(zip(self.faults, map(self.injected, range(len(self.faults))), strict=True))
        self.faults, self.disabled = faults, disabled
        self._counts = {at: counts.get(one, 0) for at, one in enumerate(faults)}

    def injected(self, number: int) -> int:
        """Return how often a fault was injected."""
        return self._counts.get(number, 0)

    def matching(self, method: str, path: str, header: str | None) -> list[Fault]:
        """Return the faults to inject into a request, those of its header first.

        Raises UsageError for an invalid header.
        """
        found = read_header(header) if header else []
        for number, fault in enumerate(self.faults):
            if number in self.disabled:
                continue
            if fnmatchcase(f"{method} {path}", fault.on) and self._applies(number, fault):
                self._counts[number] = self._counts.get(number, 0) + 1
                found.append(fault)
        return found

    def _applies(self, number: int, fault: Fault) -> bool:
        if fault.times is not None and self._counts.get(number, 0) >= fault.times:
            return False
        return fault.chance >= 1 or self.random.random() < fault.chance


def read_faults(file: Path) -> tuple[Fault, ...]:
    """Read ``faults.toml``; raises UsageError naming the file and the mistake."""
    try:
        document = parse_toml(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # UnicodeDecodeError is one
        raise UsageError(f"{file.name} is not a list of faults: {error}", help=_FORM) from None
    tables = document.get("fault")
    if not isinstance(tables, list) or set(document) != {"fault"}:
        raise UsageError(f"{file.name} holds no [[fault]] tables, or more than those", help=_FORM)
    return tuple(fault_of(one, file.name) for one in tables)


def read_header(text: str) -> list[Fault]:
    """Read the header's faults: ``kind; name=value, kind``; raises UsageError."""
    return [fault_of(dict(_members(part)), HEADER) for part in text.split(",")]


def fault_of(table: Mapping[str, Any], where: str) -> Fault:
    """Return a fault from its fields; raises UsageError naming ``where`` it is defined."""
    kind = table.get("kind")
    if kind not in KINDS:
        raise UsageError(
            f"{where}: there is no fault `{kind}`", help=f"there are: {', '.join(KINDS)}"
        )
    for name, value in table.items():
        _check(name, value, where)
    return Fault(**table)


_FORM = 'write [[fault]] and below it kind = "status"; see the manual of inbox sandbox'
_RANGES: Mapping[str, tuple[type, float, float]] = {
    "chance": (float, 0, 1),
    "times": (int, 0, 1e9),
    "status": (int, 200, 599),
    "retry_after": (int, 0, 1e6),
    "seconds": (float, 0, LONGEST_SECONDS),
}


def _check(name: str, value: object, where: str) -> None:
    if name not in {one.name for one in fields(Fault)}:
        known = ", ".join(one.name for one in fields(Fault))
        raise UsageError(f"{where}: a fault has no `{name}`", help=f"its fields are {known}")
    wanted = {"kind": str, "on": str, "after": bool}.get(name)
    if wanted is not None and not isinstance(value, wanted):
        raise UsageError(f"{where}: `{name}` is {value!r}", help=f"write a {wanted.__name__} there")
    if name in _RANGES:
        kind, low, high = _RANGES[name]
        number = isinstance(value, int | kind) and not isinstance(value, bool)
        if not number or not low <= float(str(value)) <= high:
            raise UsageError(f"{where}: `{name}` is {value!r}", help=f"from {low:g} to {high:g}")


def _members(part: str) -> Iterable[tuple[str, object]]:
    kind, *rest = (one.strip() for one in part.split(";"))
    yield "kind", kind
    for one in rest:
        name, _, text = one.partition("=")
        yield name.strip(), _value(text.strip())


def _value(text: str) -> object:
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
