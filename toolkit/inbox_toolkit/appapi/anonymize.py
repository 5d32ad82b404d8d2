"""Replaces personal values with made-up ones that look alike, the same for the same value.

Nothing is random and nothing is stored: a value is hashed to choose its substitute. Whoever guesses
a value can confirm the guess, so an anonymized fixture is fit for a private repository, not for
publication. What is not known to be harmless is replaced: a forgotten attribute must not leak.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.vocabulary import CITIES, WORDS

_LANGUAGES = ("en", "de", "fr", "es", "pt")
"""Languages whose names stay readable wherever a fixture is reviewed."""

_PEOPLE = tuple(person for language in _LANGUAGES for person in WORDS[language].people)
FIRST_NAMES = tuple(person.first for person in _PEOPLE)
LAST_NAMES = tuple(person.last for person in _PEOPLE)
_HANDLES = tuple(person.handle for person in _PEOPLE)
_CITIES = tuple(city for cities in CITIES.values() for city in cities)
_STREETS = tuple(street for language in _LANGUAGES for street in WORDS[language].streets)

# Attributes that say what someone has, not who they are; compared without case and punctuation.
HARMLESS = frozenset(
    (
        "locale", "language", "timezone", "currency", "country", "plan", "tier", "status",
        "segment", "gender", "unsubscribed", "points", "credits", "visits", "orders", "total",
        "count", "level", "role",
    )
)  # fmt: skip

MAX_DEPTH = 64  # of nested lists and objects; anything deeper becomes null

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+[0-9][0-9 ()./-]{6,18}")
_SHORT_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?")
_UNIX = re.compile(r"1[0-9]{9}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?")


def anonymize(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes with every personal value replaced; names and types stay."""
    return {name: _value(name, value, 0) for name, value in attributes.items()}


def _value(name: str, value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return _text(_plain(name), value, depth)
    if isinstance(value, dict | list) and depth > MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return {key: _value(key, inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_value(name, inner, depth + 1) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    return _number(_plain(name), value)


def _number(name: str, number: float) -> float:
    """Keep a number that is small or a time; a long one may identify somebody, as an account's."""
    if abs(number) < 1_000_000 or name in HARMLESS or _is_time(name, str(number)):
        return number
    if isinstance(number, float) and not math.isfinite(number):
        return 0
    return int(_same_shape(str(int(number))))


def _is_time(name: str, text: str) -> bool:
    """Return True for a Unix time: the attribute's name says so, and it has ten digits."""
    return name.endswith(("at", "since", "time", "date", "seen")) and bool(_UNIX.fullmatch(text))


def _text(name: str, text: str, depth: int) -> str:
    if not text.strip() or name in HARMLESS or text in {"true", "false", "null"}:
        return text
    if text[:1] in {"{", "["} and (inner := _parsed(text)) is not None:
        return json.dumps(_value(name, inner, depth + 1), ensure_ascii=False)
    if _EMAIL.fullmatch(text):
        return _email(text)
    if _is_time(name, text):
        return text
    for ending, make in _BY_NAME:
        if name.endswith(ending):
            return make(text)
    if _PHONE.fullmatch(text):
        return _phone(text)
    if _SHORT_NUMBER.fullmatch(text) or (_DATE.fullmatch(text) and "birth" not in name):
        return text
    return _same_shape(text)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _hash(text: str, purpose: str) -> int:
    """Return a large number that is the same for the same text, whatever its case."""
    # A lone surrogate can stand in JSON and has no other encoding.
    content = f"{purpose}\n{text.casefold()}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(content).digest())


def _pick(choices: tuple[str, ...], text: str) -> str:
    return choices[_hash(text, "pick") % len(choices)]


def _email(text: str) -> str:
    number = _hash(text, "email") % 900 + 100
    return f"{_pick(_HANDLES, text)}{number}@example.com"


def _phone(text: str) -> str:
    """Return a number of the range that is kept free for fiction."""
    return f"+1202555{_hash(text, 'phone') % 100 + 100:04}"


def _full_name(text: str) -> str:
    return f"{_pick(FIRST_NAMES, text)} {_pick(LAST_NAMES, text)}" if " " in text else _first(text)


def _first(text: str) -> str:
    return _pick(FIRST_NAMES, text)


def _last(text: str) -> str:
    return _pick(LAST_NAMES, text)


def _street(text: str) -> str:
    return _pick(_STREETS, text)


def _city(text: str) -> str:
    return _pick(_CITIES, text)


def _birthday(text: str) -> str:
    if not _DATE.fullmatch(text):
        return _same_shape(text)
    number = _hash(text, "birthday")
    return f"{1960 + number % 40}-{number // 40 % 12 + 1:02}-{number // 480 % 28 + 1:02}"


def _same_shape(text: str) -> str:
    """Replace letters with letters and digits with digits; length, case and punctuation stay."""
    shown: list[str] = []
    for character, step in zip(text, _steps(text), strict=False):
        if character.isdigit():
            shown.append(str(step % 9 + 1))
        elif character.isalpha():
            letter = chr(ord("a") + step % 26)
            shown.append(letter.upper() if character.isupper() else letter)
        else:
            shown.append(character)
    return "".join(shown)


def _steps(text: str) -> Iterator[int]:
    """Yield bytes derived from a text, without end: its hash, the hash of that, and so on."""
    block = _hash(text, "shape").to_bytes(32)
    while True:
        yield from block
        block = hashlib.sha256(block).digest()


_BY_NAME = (
    ("firstname", _first), ("givenname", _first), ("nickname", _first), ("lastname", _last),
    ("surname", _last), ("familyname", _last), ("name", _full_name), ("phone", _phone),
    ("mobile", _phone), ("street", _street), ("address", _street), ("city", _city),
    ("town", _city), ("birthday", _birthday), ("birthdate", _birthday),
    ("dateofbirth", _birthday), ("zip", _same_shape), ("postcode", _same_shape),
    ("postalcode", _same_shape), ("id", _same_shape),
)  # fmt: skip
