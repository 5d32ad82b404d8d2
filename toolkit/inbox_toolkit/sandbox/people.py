"""The people of the workspace: the project's profiles, and those added through the API."""

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.project.fixtures import Fixture

KINDS = ("id", "email", "cio_id")


@dataclass(frozen=True, slots=True)
class Person:
    """One person; ``attributes`` is what ``customer.*`` reads, ``cio_id`` their key here."""

    cio_id: str
    attributes: Mapping[str, Any]

    @property
    def id(self) -> str | None:
        """Their id in the workspace."""
        return _text(self.attributes.get("id"))

    @property
    def email(self) -> str | None:
        """Their e-mail address."""
        return _text(self.attributes.get("email"))

    @property
    def identifiers(self) -> dict[str, str | None]:
        """The three identifiers as the API writes them."""
        return {"cio_id": self.cio_id, "id": self.id, "email": self.email}

    @property
    def label(self) -> str:
        """Their name in lists: id, address or ``cio_id``."""
        return self.id or self.email or self.cio_id


class People:
    """Everyone, by each identifier; those added through the API override the profiles.

    The worker's thread updates the profiles while the event loop looks people up: the lock guards
    changes, and a look-up reads one complete mapping.
    """

    def __init__(self, profiles: Iterable[Fixture], added: Iterable[Person]) -> None:
        self._lock = threading.Lock()
        self._by: dict[tuple[str, str], Person] = {}
        self._everyone: dict[str, Person] = {}
        self._added = {one.cio_id: one for one in added}
        self.set_profiles(profiles)

    @property
    def everyone(self) -> list[Person]:
        """All people, the profiles first."""
        return list(self._everyone.values())

    def set_profiles(self, profiles: Iterable[Fixture]) -> None:
        """Replace the profiles; people added through the API stay."""
        with self._lock:
            people = [*map(_of_profile, profiles), *self._added.values()]
            self._by = dict(each for one in people for each in _names(one))
            self._everyone = {one.cio_id: one for one in people}

    def find(self, kind: str, value: str) -> Person | None:
        """Return the person with an ``id``, ``email`` or ``cio_id``."""
        return self._by.get((kind, _folded(kind, value)))

    def with_address(self, email: str) -> list[Person]:
        """Return everyone with an e-mail address; several people can share one."""
        wanted = email.casefold()
        return [one for one in self.everyone if (one.email or "").casefold() == wanted]

    def put(self, person: Person) -> None:
        """Add a person, or replace their attributes."""
        with self._lock:
            self._added[person.cio_id] = person
            self._everyone[person.cio_id] = person
            self._by.update(_names(person))


def new_person(kind: str, value: str) -> Person:
    """Return a person with a single identifier."""
    cio_id = value if kind == "cio_id" else derive_cio_id(f"{kind}:{value}")
    return Person(cio_id, {} if kind == "cio_id" else {kind: value})


def derive_cio_id(seed: str) -> str:
    """Return a ``cio_id`` derived from a text, the same in every run."""
    return hashlib.sha256(json.dumps(seed).encode()).hexdigest()[:12]


def as_text(value: object) -> str:
    """Return an attribute as the API writes it: always text, objects as JSON."""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _names(person: Person) -> Iterator[tuple[tuple[str, str], Person]]:
    for kind, value in person.identifiers.items():
        if value:
            yield (kind, _folded(kind, value)), person


def _of_profile(profile: Fixture) -> Person:
    given = _text(profile.data.get("cio_id"))
    return Person(given or derive_cio_id(profile.file), profile.data)


def _folded(kind: str, value: str) -> str:
    if kind == "cio_id":
        return value.removeprefix("cio_")
    return value.casefold() if kind == "email" else value


def _text(value: object) -> str | None:
    return None if value is None or value == "" else as_text(value)
