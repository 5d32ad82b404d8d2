"""Realistic values by field name: an e-mail address, a city, a price, all of one person and place.

Nothing is random: the same contract, locale and seed give the same values with every version of
every library, so generated fixtures can live under version control.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import Any, TypeVar

from inbox_toolkit.contract.inference.types import UNIX_SECONDS
from inbox_toolkit.generate.regions import Region, region_of
from inbox_toolkit.vocabulary import Person

Path = tuple[str | None, ...]
One = TypeVar("One")

MONEY = ("amount", "price", "total", "cost", "fee", "balance", "paid", "due", "tax", "shipping")
FIRST_NUMBER = 1001

_THINGS = frozenset(("article", "item", "line", "product", "variant"))
_FIRMS = frozenset(
    ("brand", "carrier", "company", "merchant", "place", "restaurant", "shop", "store", "venue")
)
"""Objects whose ``name`` is not a person's."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class FieldContext:
    """The text to generate: its path, its region, and which of several it is."""

    region: Region
    path: Path
    number: int

    @property
    def words(self) -> list[str]:
        """The words of the field's name."""
        return words_of(last_name(self.path))

    @property
    def person(self) -> Person:
        """The person it is about."""
        return self.of(self.region.words.people)

    def of(self, choices: Sequence[One]) -> One:
        """Return the choice of this number, in rotation."""
        return choices[self.number % len(choices)]


def text_for(context: FieldContext, form: object) -> str:
    """Return a text for the contract's ``format``, otherwise for the field's name."""
    make = _FORMATS.get(form) if isinstance(form, str) else None
    return (make or _factory_for(last_name(context.path)))(context)


@lru_cache(maxsize=4096)
def _factory_for(name: str) -> "_Make":
    """Return the factory for a field's name; a search asks for the same ones thousands of times."""
    words = words_of(name)
    return next((one for endings, one in _BY_NAME if ends_with(words, endings)), _anything)


def words_of(name: str) -> list[str]:
    """Return the words of a field's name: ``firstName`` and ``first_name`` have two each."""
    return [word.lower() for word in _WORD.findall(name)]


def last_name(path: Path) -> str:
    """Return the name of a field, or of the list that an item is in."""
    return next((one for one in reversed(path) if one is not None), "")


def ends_with(words: list[str], endings: tuple[str, ...]) -> bool:
    """Return True if a name's last words are one of some endings, such as ``first_name``."""
    joined = "_".join(words)
    return any(joined == one or joined.endswith(f"_{one}") for one in endings)


def _name(context: FieldContext) -> str:
    """Return the name of a product, a company, or a person, by the object around it."""
    words = context.region.words
    holders = {word for one in context.path if one for word in words_of(one)}
    holders |= {word.removesuffix("s") for word in holders}
    if holders & _THINGS:
        return context.of(words.products)
    if holders & _FIRMS:
        return context.of(words.companies)
    return words.full_name(context.person)


def _reference(context: FieldContext) -> str:
    """Return what ``order_id`` may be: ``ORDER-1001``; ``id_1001`` of an ``id`` alone."""
    *stem, last = context.words or ["id"]
    number = FIRST_NUMBER + context.number
    return f"{stem[-1].upper()}-{number}" if stem else f"{last}_{number}"


def _url(context: FieldContext) -> str:
    stem = "-".join(context.words[:-1]) or "page"
    return f"https://example.com/{stem}/{FIRST_NUMBER + context.number}"


def _image(context: FieldContext) -> str:
    return f"https://cdn.example.com/images/{FIRST_NUMBER + context.number}.png"


def _email(context: FieldContext) -> str:
    return f"{context.person.handle}@example.com"


def _date(context: FieldContext) -> str:
    return f"2026-01-{15 + context.number % 14}"


def _moment(context: FieldContext) -> str:
    return f"{_date(context)}T09:00:00Z"


def _uuid(context: FieldContext) -> str:
    return f"7f2c1c1e-8d3b-4a57-9a43-0b7f7c2f{FIRST_NUMBER + context.number:04}"


def _anything(context: FieldContext) -> str:
    words = context.region.words
    return context.of(words.tags if context.path[-1:] == (None,) else words.sentences)


_Make = Callable[[FieldContext], str]

_FORMATS: Mapping[str, _Make] = {
    "email": _email, "uri": _url, "date": _date, "date-time": _moment, "uuid": _uuid,
    "time": lambda _: "09:00:00Z", "hostname": lambda _: "example.com",
    "ipv4": lambda _: "192.0.2.1", "ipv6": lambda _: "2001:db8::1",
}  # fmt: skip
"""Factories by ``format``; addresses are those reserved for documentation."""

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
"""Factories by the last words of a name; the first match counts."""


Schema = Mapping[str, Any]

_MOMENT = 1_768_552_200
_DAY = 86_400

_TIMES = ("at", "on", "date", "time", "since", "until")

_NUMBERS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("percent", "percentage", "discount", "rate"), 20),
    (("quantity", "qty", "count", "number", "items"), 2),
    (("points", "credits", "score"), 1_250),
    (("words",), 850),
    (("rating", "stars"), 4),
    (("year",), 2026),
    (("age",), 34),
)
"""Numbers by what a member's name ends with."""


class RealisticValues:
    """Values for one locale; ``variant`` chooses other people and things, the same each time."""

    def __init__(self, locale: str = "en", variant: int = 0) -> None:
        self.region = region_of(locale)
        self.variant = variant
        self.turns: Counter[Path] = Counter()

    def begin(self) -> None:
        """Start a new document with the first person again."""
        self.turns.clear()

    def number(self, path: Path, schema: Schema) -> float:
        """Return a number, a whole one if the contract says ``integer``."""
        turn = self._turn(path)
        words = words_of(last_name(path))
        if schema.get("format") == UNIX_SECONDS:
            value: float = _MOMENT + turn * _DAY
        elif ends_with(words, MONEY):
            value = 49.9 + turn if self.region.digits else 4_980 + 100 * turn
        elif ends_with(words, _TIMES):
            value = _MOMENT + turn * _DAY
        else:
            value = next((one for ends, one in _NUMBERS if ends_with(words, ends)), 3) + turn
        return _within(value, schema)

    def text(self, path: Path, schema: Schema) -> str:
        """Return a text for a path's last name or the contract's ``format``."""
        context = FieldContext(self.region, path, self.variant + self._turn(path))
        text = text_for(context, schema.get("format"))
        text = text.ljust(schema.get("minLength", 0), "x")
        return text[: schema["maxLength"]] if "maxLength" in schema else text

    def _turn(self, path: Path) -> int:
        turn = self.turns[path]
        self.turns[path] += 1
        return turn


def _within(value: float, schema: Schema) -> float:
    """Return a number that the contract allows, close to a value."""
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    low = schema.get("minimum", -inf if above is None else above + 1)
    high = schema.get("maximum", inf if below is None else below - 1)
    value = max(low, min(high, value))
    if above is not None and below is not None and low > high:
        value = (above + below) / 2
    if schema.get("multipleOf"):
        step = schema["multipleOf"]
        value = -(-value // step) * step
    is_whole = schema.get("type") == "integer" or value == int(value)
    return int(value) if is_whole else round(value, 2)
