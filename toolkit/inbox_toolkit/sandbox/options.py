"""The switches: what the service's documentation leaves open, each with a default and a reason."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from inbox_toolkit.errors import UsageError


@dataclass(frozen=True, slots=True)
class Switch:
    """One uncertain behaviour as people set it; ``choices`` is empty for a number."""

    name: str
    default: str | float
    choices: tuple[str, ...]
    reason: str


def _choice(reason: str, default: str, *others: str) -> Any:
    return field(default=default, metadata={"choices": (default, *others), "reason": reason})


def _number(reason: str, default: float) -> Any:
    return field(default=default, metadata={"choices": (), "reason": reason})


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How this run answers where nobody has said how the service does; see ``switches()``."""

    unknown_person: str = _choice(
        "the clients' manuals say for e-mail and push that an unknown person is created; "
        "for inbox messages nothing is said",
        "create",
        "refuse",
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
        "the list of delivery types has no `inbox`; `in_app` is the nearest", "in_app", "inbox"
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


def switches() -> list[Switch]:
    """Return the table of switches, in their order."""
    return [_switch(one) for one in fields(Behaviour)]


def behaviour_of(chosen: Mapping[str, str], base: Behaviour | None = None) -> Behaviour:
    """Return a behaviour with switches set by name; raises UsageError for what there is not."""
    from dataclasses import replace
    from difflib import get_close_matches

    known = {one.name: one for one in switches()}
    values: dict[str, Any] = {}
    for given, text in chosen.items():
        name = given.replace("-", "_")
        if name not in known:
            near = get_close_matches(name, known, n=1)
            remedy = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"there is no switch `{given}`", help=remedy)
        values[name] = _value(known[name], text)
    return replace(base or Behaviour(), **values)


def _switch(one: Any) -> Switch:
    default = one.default
    if default is MISSING:
        raise TypeError(one.name)
    return Switch(one.name, default, one.metadata["choices"], one.metadata["reason"])


def _value(switch: Switch, text: str) -> str | float:
    if isinstance(switch.default, str):
        if switch.choices and text not in switch.choices:
            raise UsageError(
                f"`{switch.name}` cannot be `{text}`", help=f"choose {' or '.join(switch.choices)}"
            )
        return text
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number < 1e9:
        raise UsageError(f"`{switch.name}` is a number, not `{text}`", help="such as 0 or 2.5")
    return number
