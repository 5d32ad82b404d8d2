"""Says what a text looks like by the name it stands under: an e-mail address, a city, a title."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from inbox_toolkit.contract.samples.people import Person
from inbox_toolkit.contract.samples.regions import Region

Path = tuple[str | None, ...]
One = TypeVar("One")

MONEY = ("amount", "price", "total", "cost", "fee", "balance", "paid", "due", "tax", "shipping")
FIRST_NUMBER = 1001

_THINGS = frozenset(("article", "item", "line", "product", "variant"))
_FIRMS = frozenset(
    ("brand", "carrier", "company", "merchant", "place", "restaurant", "shop", "store", "venue")
)
"""What holds a ``name`` that is not a person's."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One text to make: where it is to stand in the data, for whom and which one."""

    region: Region
    path: Path
    number: int

    @property
    def words(self) -> list[str]:
        """The words of the name it stands under."""
        return words_of(last_name(self.path))

    @property
    def person(self) -> Person:
        """Whom it is about."""
        return self.of(self.region.words.people)

    def of(self, choices: Sequence[One]) -> One:
        """Return the choice that is its turn."""
        return choices[self.number % len(choices)]


def lookalike(asked: Asked, form: object) -> str:
    """Return a text for the ``format`` of a contract, else for the name."""
    make = _FORMATS.get(form) if isinstance(form, str) else None
    return (make or _made_for(last_name(asked.path)))(asked)


@lru_cache(maxsize=4096)
def _made_for(name: str) -> "_Make":
    """Return what makes texts for a name; a search asks for the same ones thousands of times."""
    words = words_of(name)
    return next((one for endings, one in _BY_NAME if ends_with(words, endings)), _anything)


def words_of(name: str) -> list[str]:
    """Return the words of a member's name: ``firstName`` and ``first_name`` are both two."""
    return [word.lower() for word in _WORD.findall(name)]


def last_name(path: Path) -> str:
    """Return the name that a value stands under, or the list it is in."""
    return next((one for one in reversed(path) if one is not None), "")


def ends_with(words: list[str], endings: tuple[str, ...]) -> bool:
    """Tell whether a name's last words are one of some endings, such as ``first_name``."""
    joined = "_".join(words)
    return any(joined == one or joined.endswith(f"_{one}") for one in endings)


def _name(asked: Asked) -> str:
    """Return the name of whatever holds it: of an article, of a shop, else of a person."""
    words = asked.region.words
    holders = {word for one in asked.path if one for word in words_of(one)}
    holders |= {word.removesuffix("s") for word in holders}
    if holders & _THINGS:
        return asked.of(words.products)
    if holders & _FIRMS:
        return asked.of(words.companies)
    return words.full_name(asked.person)


def _reference(asked: Asked) -> str:
    """Return what ``order_id`` may be: ``ORDER-1001``; ``id_1001`` of an ``id`` alone."""
    *stem, last = asked.words or ["id"]
    number = FIRST_NUMBER + asked.number
    return f"{stem[-1].upper()}-{number}" if stem else f"{last}_{number}"


def _url(asked: Asked) -> str:
    stem = "-".join(asked.words[:-1]) or "page"
    return f"https://example.com/{stem}/{FIRST_NUMBER + asked.number}"


def _image(asked: Asked) -> str:
    return f"https://cdn.example.com/images/{FIRST_NUMBER + asked.number}.png"


def _email(asked: Asked) -> str:
    return f"{asked.person.handle}@example.com"


def _date(asked: Asked) -> str:
    return f"2026-01-{15 + asked.number % 14}"


def _moment(asked: Asked) -> str:
    return f"{_date(asked)}T09:00:00Z"


def _uuid(asked: Asked) -> str:
    return f"7f2c1c1e-8d3b-4a57-9a43-0b7f7c2f{FIRST_NUMBER + asked.number:04}"


def _anything(asked: Asked) -> str:
    words = asked.region.words
    return asked.of(words.tags if asked.path[-1:] == (None,) else words.sentences)


_Make = Callable[[Asked], str]

_FORMATS: Mapping[str, _Make] = {
    "email": _email, "uri": _url, "date": _date, "date-time": _moment, "uuid": _uuid,
    "time": lambda _: "09:00:00Z", "hostname": lambda _: "example.com",
    "ipv4": lambda _: "192.0.2.1", "ipv6": lambda _: "2001:db8::1",
}  # fmt: skip
"""What to make by a contract's ``format``; addresses are those kept for documentation."""

_IMAGES = ("image", "picture", "photo", "avatar", "logo", "icon", "thumbnail")

_BY_NAME: tuple[tuple[tuple[str, ...], _Make], ...] = (
    (("email", "mail", "email_address"), _email),
    (("first_name", "given_name", "nickname"), lambda one: one.person.first),
    (("last_name", "family_name", "surname"), lambda one: one.person.last),
    (
        ("product", "item", "product_name", "item_name", "product_title"),
        lambda one: one.of(one.region.words.products),
    ),
    (
        (*_FIRMS, *(f"{firm}_name" for firm in sorted(_FIRMS))),
        lambda one: one.of(one.region.words.companies),
    ),
    (("name", "author", "sender", "doctor", "editor"), _name),
    (("currency", "currency_code"), lambda one: one.region.currency),
    (("locale",), lambda one: one.region.tag),
    (("timezone", "time_zone", "tz"), lambda one: one.region.zone),
    (("language", "lang"), lambda one: one.region.language),
    (("country_code", "territory"), lambda one: one.region.territory),
    (("country", "country_name"), lambda one: one.region.country),
    (
        ("phone", "mobile", "tel", "telephone", "phone_number"),
        lambda one: one.region.phone(one.number),
    ),
    (("city", "town"), lambda one: one.of(one.region.cities)),
    (("street", "address"), lambda one: one.of(one.region.words.streets)),
    ((*_IMAGES, *(f"{image}_url" for image in _IMAGES)), _image),
    (("url", "uri", "link", "href", "website"), _url),
    (("at", "date_time", "datetime", "timestamp"), _moment),
    (("date", "day", "birthday", "on"), _date),
    (("id", "number", "reference", "ref", "sku", "code", "token"), _reference),
    (("color", "colour"), lambda _: "#2563eb"),
    (MONEY, lambda one: "49.90" if one.region.digits else "4980"),
    (("title", "subject", "headline"), lambda one: one.of(one.region.words.titles)),
    (
        ("tag", "tags", "topic", "topics", "category", "label", "keyword"),
        lambda one: one.of(one.region.words.tags),
    ),
)
"""What to make by the endings of a name, the first that fits."""
