"""A pushdown automaton for JSON (RFC 8259) that also reads pieces of which only the kind is known.

A state says what may come next. Known text moves it character by character, a placeholder by what
it can print; an object remembers its keys, since a key that stands twice is refused:

    >>> state = feed_text(JsonState(), '{"a": ')
    >>> state.mode, feed_kind(state, "number").mode
    ('value', 'after')
"""

import json
import re
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["any", "json", "number", "safe", "string"]
"""What a placeholder prints: any text; a JSON value; a JSON number; text without quotes,
backslashes and control characters; a JSON string."""

MAX_DEPTH = 64

_PLAIN = re.compile(r'[^"\\\x00-\x1f]+')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_BLANKS = " \t\n\r"
_IN_TOKEN = frozenset({"escape", "hex", "number", "string", "word"})
_NUMERIC = frozenset("0123456789+-.eE")
_HEX = frozenset("0123456789abcdefABCDEF")
_WORDS = ("true", "false", "null")


class InvalidJson(Exception):  # noqa: N818 - ends a reading; not an error
    """The text is not JSON; the message says why."""


class UnsafeValue(InvalidJson):
    """What a placeholder prints may not be JSON; ``state`` goes on as if it were."""

    def __init__(self, message: str, state: "JsonState") -> None:
        super().__init__(message)
        self.state = state


class Frame(NamedTuple):
    """An object or array that is open; a key of None is one that only rendering knows."""

    bracket: str
    keys: frozenset[str | None] = frozenset()


class JsonState(NamedTuple):
    """Where a reader stands.

    ``mode`` is what comes next: ``root``, ``value``, ``item`` (or ``]``), ``key``, ``member`` (or
    ``}``), ``colon``, ``after`` (a comma or bracket), ``end``; or what it is in: ``string``,
    ``escape``, ``hex``, ``number``, ``word``. ``token`` is the part read so far of a number, a
    word, the digits of an escape; ``key`` of a key, None where it is not known or no key.
    """

    mode: str = "root"
    stack: tuple[Frame, ...] = ()
    token: str = ""
    key: str | None = None
    is_key: bool = False


@lru_cache(maxsize=4096)  # each round of a loop reads the same texts in the same states
def feed_text(at: JsonState, text: str) -> JsonState:
    """Return where the reader stands after a known text; raises InvalidJson."""
    place = 0
    while place < len(text):
        if at.mode == "string" and (run := _PLAIN.match(text, place)):
            at = _extend_key(at, run.group())
            place = run.end()
            continue
        if text[place] in _BLANKS and at.mode not in _IN_TOKEN:
            place += 1
            continue
        at = _step(at, text[place])
        place += 1
    return at


def feed_kind(at: JsonState, kind: Kind) -> JsonState:
    """Return where the reader stands after anything of a kind; raises InvalidJson."""
    if at.mode == "string":
        if kind in ("number", "safe"):
            return at._replace(key=None)
        message = "what this prints can end the string it stands in, or break it"
        raise UnsafeValue(message, at._replace(key=None))
    if at.mode in ("escape", "hex"):
        raise InvalidJson("a placeholder right behind a backslash")
    if kind in ("any", "safe"):
        message = "what this prints need not be JSON"
        if at.mode in ("value", "item"):
            raise UnsafeValue(message, at._replace(mode="after"))
        raise InvalidJson(message)
    if at.mode in ("value", "item"):
        return at._replace(mode="after")
    if kind == "string" and at.mode in ("key", "member"):
        return _add_key(at._replace(key=None))
    if at.mode == "root":
        raise InvalidJson("what this prints need not be an object")
    raise InvalidJson("a value where none can stand")


def finish(at: JsonState) -> None:
    """Make sure that a whole object was read; raises InvalidJson."""
    if at.mode != "end":
        raise InvalidJson("the JSON ends too early")


def _step(at: JsonState, mark: str) -> JsonState:
    match at.mode:
        case "string":
            return _in_string(at, mark)
        case "escape":
            if mark == "u":
                return _extend_key(at._replace(mode="hex", token=""), mark)
            if mark not in '"\\/bfnrt':
                raise InvalidJson(f"an unknown escape `\\{mark}`")
            return _extend_key(at._replace(mode="string"), mark)
        case "hex":
            if mark not in _HEX:
                raise InvalidJson("an escape that is not finished")
            token = at.token + mark
            mode = "string" if len(token) == 4 else "hex"
            return _extend_key(
                at._replace(mode=mode, token="" if mode == "string" else token), mark
            )
        case "number" | "word":
            return _in_token(at, mark)
    return at if mark in _BLANKS else _structural(at, mark)


def _in_string(at: JsonState, mark: str) -> JsonState:
    if mark == "\\":
        return _extend_key(at._replace(mode="escape"), mark)
    if mark != '"':
        raise InvalidJson("a line break or control character inside a string")
    return _add_key(at) if at.is_key else at._replace(mode="after", key=None)


def _extend_key(at: JsonState, text: str) -> JsonState:
    return at._replace(key=at.key + text) if at.is_key and at.key is not None else at


def _in_token(at: JsonState, mark: str) -> JsonState:
    if at.mode == "number" and mark in _NUMERIC:
        return at._replace(token=at.token + mark)
    if at.mode == "word" and mark.isalpha():
        return _word(at, at.token + mark)
    if at.mode == "word" or not _NUMBER.fullmatch(at.token):
        raise InvalidJson(f"`{at.token}` is no JSON value")
    return _step(at._replace(mode="after", token=""), mark)


def _word(at: JsonState, token: str) -> JsonState:
    if token in _WORDS:
        return at._replace(mode="after", token="")
    if not any(word.startswith(token) for word in _WORDS):
        raise InvalidJson(f"`{token}` is no JSON value")
    return at._replace(mode="word", token=token)


def _structural(at: JsonState, mark: str) -> JsonState:
    match at.mode:
        case "root" if mark == "{":
            return _open(at, mark)
        case "value" | "item":
            if mark == "]" and at.mode == "item":
                return _close(at)
            return _value(at, mark)
        case "key" | "member":
            if mark == '"':
                return at._replace(mode="string", key="", is_key=True)
            if mark == "}" and at.mode == "member":
                return _close(at)
            raise InvalidJson(f"expected a key, found `{mark}`")
        case "colon" if mark == ":":
            return at._replace(mode="value")
        case "after":
            return _after(at, mark)
    raise InvalidJson(f"found `{mark}` where it cannot stand")


def _value(at: JsonState, mark: str) -> JsonState:
    if mark in "{[":
        return _open(at, mark)
    if mark == '"':
        return at._replace(mode="string", key=None, is_key=False)
    if mark in "-0123456789":
        return at._replace(mode="number", token=mark)
    if mark in "tfn":
        return at._replace(mode="word", token=mark)
    raise InvalidJson(f"expected a value, found `{mark}`")


def _open(at: JsonState, mark: str) -> JsonState:
    if len(at.stack) == MAX_DEPTH:
        raise InvalidJson("it nests without end")
    mode = "member" if mark == "{" else "item"
    return at._replace(mode=mode, stack=(*at.stack, Frame(mark)), token="")


def _after(at: JsonState, mark: str) -> JsonState:
    bracket = at.stack[-1].bracket
    if mark == ",":
        return at._replace(mode="key" if bracket == "{" else "value")
    if mark == ("}" if bracket == "{" else "]"):
        return _close(at)
    raise InvalidJson(f"expected a comma or a closing bracket, found `{mark}`")


def _close(at: JsonState) -> JsonState:
    stack = at.stack[:-1]
    return JsonState("after" if stack else "end", stack)


def _add_key(at: JsonState) -> JsonState:
    """Note a key that was read, unless it is there already or may be."""
    key = None if at.key is None else str(json.loads(f'"{at.key}"'))
    frame = at.stack[-1]
    if key in frame.keys or (frame.keys and (key is None or None in frame.keys)):
        said = f"the key `{key}`" if key is not None else "a key with a placeholder in it"
        raise InvalidJson(f"{said} can stand twice in one object")
    grown = Frame(frame.bracket, frame.keys | {key})
    return JsonState("colon", (*at.stack[:-1], grown))
