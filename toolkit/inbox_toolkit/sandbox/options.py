"""Emulator options: each behavior that the service's documentation leaves open, with a default
and the evidence for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any

from inbox_toolkit.errors import UsageError


@dataclass(frozen=True, slots=True)
class Option:
    """One emulator option as users set it; ``choices`` is empty if any number or text will do."""

    name: str
    default: str | float
    choices: tuple[str, ...]
    reason: str


def _choice(reason: str, default: str, *others: str) -> Any:
    return field(default=default, metadata={"choices": (default, *others), "reason": reason})


def _number(reason: str, default: float) -> Any:
    return field(default=default, metadata={"choices": (), "reason": reason})


@dataclass(frozen=True, slots=True)
class EmulatorOptions:
    """How this run answers where nobody has said how the service does; see ``list_options()``."""

    unknown_person: str = _choice(
        "the vendor's end-to-end tests retry a 404, or a 400 that names the customer, because a "
        "send can overtake the identify before it, so an unknown person is refused; the clients' "
        "manuals say for e-mail and push that the person is created",
        "refuse",
        "create",
    )
    unauthorized: str = _choice(
        "the body of a 401 to a send is not described; refusals of sends that are use meta.error",
        "meta",
        "errors",
    )
    account: str = _choice(
        "a 403 depends on the account; its documented texts can be asked for",
        "ready",
        "no-feature",
        "unconfirmed",
        "unapproved",
        "do-not-send",
    )
    delivery_type: str = _choice(
        "the vendor's end-to-end tests find inbox deliveries with `type=inbox`, which the "
        "documented list of types lacks",
        "inbox",
        "in_app",
    )
    archived_body: str = _choice(
        "nothing says whether a sent inbox message is archived, nor what its body is then",
        "properties",
        "empty",
        "missing",
    )
    empty_lists: str = _choice(
        "recorded answers hold both `[]` and null for an empty list", "list", "null"
    )
    strict_retention: str = _choice(
        "`disable_message_retention` is in every client and not in the description; what "
        "X-Validate: strict says to it is unknown",
        "accept",
        "refuse",
    )
    default_expiration: str = _choice(
        "the API's description says 30 days, the documentation 60", "30", "60"
    )
    language_attribute: str = field(
        default="language",
        metadata={
            "choices": (),
            "reason": "a workspace chooses the attribute that holds a person's language",
        },
    )
    unseen_seconds: float = _number(
        "a delivery can be read some time after its send; no figure is published, and until then "
        "it is 404",
        0.3,
    )
    verdict_seconds: float = _number("how long rendering takes after the 200 is not published", 0.0)
    reads_per_second: float = _number("documented: 10 reads a second; 0 lifts the limit", 10)
    archived_per_day: float = _number("documented: 100 a day; 0 lifts the limit", 100)
    sends_per_three_seconds: float = _number(
        "documented as soft and `not strictly enforced`: 3000 in 3 s; 0 does not enforce it", 0
    )


def list_options() -> list[Option]:
    """Return every option, in declaration order."""
    defaults = EmulatorOptions()
    return [
        Option(
            one.name, getattr(defaults, one.name), one.metadata["choices"], one.metadata["reason"]
        )
        for one in fields(EmulatorOptions)
    ]


def parse_options(
    chosen: Mapping[str, str], base: EmulatorOptions | None = None
) -> EmulatorOptions:
    """Return options with ``chosen`` set by name (``-`` and ``_`` are the same).

    Raises:
        UsageError: there is no such option, or it cannot have that value.
    """
    known = {one.name: one for one in list_options()}
    values: dict[str, Any] = {}
    for given, text in chosen.items():
        name = given.replace("-", "_")
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"the options are {', '.join(known)}"
            raise UsageError(f"there is no option `{given}`", help=hint)
        values[name] = _parse_value(known[name], text)
    return replace(base or EmulatorOptions(), **values)


def _parse_value(option: Option, text: str) -> str | float:
    if isinstance(option.default, str):
        if option.choices and text not in option.choices:
            raise UsageError(
                f"`{option.name}` cannot be `{text}`", help=f"choose {' or '.join(option.choices)}"
            )
        return text
    try:
        number = float(text) if text.isascii() else -1.0
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise UsageError(f"`{option.name}` is a number, not `{text}`", help="such as 0 or 2.5")
    return number
