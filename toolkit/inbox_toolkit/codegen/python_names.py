"""Python identifiers for JSON keys: ``two words`` becomes ``two_words``, ``class`` ``class_``."""

import keyword
import re
import unicodedata
from collections.abc import Container, Iterable

_BUILT_IN = frozenset(
    ("bool", "classmethod", "cls", "dict", "float", "int", "list", "object", "self", "str")
)
"""Names that a generated class body uses: a member called so would hide them from the rest."""


def is_attribute_name(key: str) -> bool:
    """Return True if a key can be used unchanged as a class attribute.

    Python normalizes identifiers to NFKC, and mangles those that start with two underscores.
    """
    return (
        key.isidentifier()
        and not keyword.iskeyword(key)
        and not key.startswith("__")
        and key not in _BUILT_IN
        and unicodedata.normalize("NFKC", key) == key
    )


def member_names(keys: Iterable[str], reserved: Container[str]) -> dict[str, str]:
    """Return an attribute name for each key; unique, and none of them reserved."""
    wanted = list(keys)
    free = [key for key in wanted if _fits(key, reserved)]
    names = {key: key for key in free}
    taken = set(free)
    for key in wanted:
        if key not in names:
            names[key] = _free(key, reserved, taken)
            taken.add(names[key])
    return names


def _fits(name: str, reserved: Container[str]) -> bool:
    return is_attribute_name(name) and not name.startswith("_") and name not in reserved


def _free(key: str, reserved: Container[str], taken: Container[str]) -> str:
    normal = unicodedata.normalize("NFKC", key)
    # not `\w`: it takes numerals that no identifier may hold
    kept = "".join(sign if f"a{sign}".isidentifier() else " " for sign in normal)
    written = "_".join(kept.replace("_", " ").split()) or "member"
    written = written if written.isidentifier() else f"member_{written}"
    name = unicodedata.normalize("NFKC", written)
    while not _fits(name, reserved) or name in taken:
        name += "_"
    return name


def function_name(*words: str) -> str:
    """Return words as a function name: ``send``, ``a/b-2`` become ``send_a_b_2``."""
    found = re.findall(r"[A-Za-z0-9]+", " ".join(words))
    return "_".join(word.lower() for word in found)
