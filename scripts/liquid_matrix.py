"""Every filter with values and arguments of every kind, systematically, as JSON lines.

    python -m scripts.liquid_matrix text > cases.jsonl

A room of filters is one file of the corpus. ``v`` is the value; ``arr`` and ``obj`` are arguments
that no literal can write.
"""

import json
import sys
from collections.abc import Iterator

from scripts.liquid_words import FILTERS

ROOMS: dict[str, str] = {
    "text": "append prepend lstrip rstrip strip downcase upcase capitalize remove remove_first "
    "remove_last replace replace_first replace_last split strip_newlines truncate truncatewords "
    "normalize_whitespace number_of_words array_to_sentence_string slugify",
    "encoding": "escape xml_escape escape_once newline_to_br strip_html url_decode url_encode "
    "cgi_escape uri_escape base64_encode base64_decode sha256 hmac_sha256 json jsonify inspect raw",
    "numbers": "abs at_least at_most ceil divided_by floor minus plus modulo times round "
    "to_integer",
    "arrays": "join last first reverse sort sort_natural size map sum compact concat push unshift "
    "pop shift slice where reject where_exp reject_exp group_by group_by_exp has has_exp "
    "find_index find_index_exp find find_exp uniq",
    "dates": "date date_to_xmlschema date_to_rfc822 date_to_string date_to_long_string default "
    "unknown_filter",
}

VALUES: tuple[object, ...] = (
    None, True, False, 0, -1.5, 3.0, 7, 1e21, "", " ", "Hello World", "a,b,,c,,", "12", "-3.50",
    "<b>&amp;'\"", " 😀é\n ", "2024-02-29T10:20:30Z", 1483272000, [], [1, 2, 2],
    ["b", None, "A", "a"], [[1, 2], [3]],
    [{"name": "x", "price": 3}, {"name": "Y", "price": "1"}], {}, {"name": "x", "size": 9},
)  # fmt: skip

USUAL: dict[str, tuple[str, ...]] = {
    "append": ("'x'",), "prepend": ("'x'",), "lstrip": ("", "'a<'"), "rstrip": ("", "'c,'"),
    "strip": ("", "'a,'"), "remove": ("'a'", "''"), "remove_first": ("'l'",),
    "remove_last": ("'l'",), "replace": ("'l', 'L'", "'', '-'"), "replace_first": ("'l', '$&'",),
    "replace_last": ("'l', 'L'",), "split": ("','", "''"), "truncate": ("5", "7, '…'"),
    "truncatewords": ("1", "2, '--'"), "number_of_words": ("", "'cjk'", "'auto'"),
    "array_to_sentence_string": ("", "'or'"), "slugify": ("", "'pretty'", "'latin', true"),
    "hmac_sha256": ("'key'",), "json": ("", "2"), "at_least": ("2",), "at_most": ("2",),
    "divided_by": ("3", "2, true"), "minus": ("1.1",), "plus": ("0.2",), "modulo": ("2",),
    "times": ("1.1",), "round": ("", "1"), "join": ("", "', '"), "sort": ("", "'name'"),
    "sort_natural": ("", "'name'"), "map": ("'name'",), "sum": ("", "'price'"),
    "concat": ("arr",), "push": ("1",), "unshift": ("1",), "slice": ("1", "-2, 2"),
    "where": ("'name'", "'name', 'x'"), "reject": ("'name', 'x'",), "find": ("'name', 'Y'",),
    "where_exp": ("'i', 'i.name == \"x\"'",), "reject_exp": ("'i', 'i'",),
    "group_by": ("'name'",), "group_by_exp": ("'i', 'i.price | plus: 1'",),
    "has": ("'name', 'x'",), "has_exp": ("'i', 'i == 2'",), "find_index": ("'price', 3",),
    "find_index_exp": ("'i', 'i > 1'",), "find_exp": ("'i', 'i.price'",),
    "date": ("'%Y-%m-%d %H:%M'", "'%c', 'Asia/Tokyo'"), "date_to_string": ("", "'ordinal'"),
    "date_to_long_string": ("", "'ordinal', 'US'"), "default": ("'d'", "'d', allow_false: true"),
}  # fmt: skip

ODD: tuple[str, ...] = (
    "", "nil", "''", "-1", "1.5", "99999", "'2'", "'zz'", "true", "arr", "obj", "empty", "gone",
    "1, 2, 3", "named: 1", "(1..2)",
)  # fmt: skip

ODD_FOR: tuple[object, ...] = (
    "Hello World",
    7.5,
    ["b", None, "A", 3],
    [{"name": "x"}, {"name": 2}],
)

ARGUMENTS: dict[str, object] = {"arr": ["l", 2], "obj": {"a": 1}}


def matrix(room: str) -> Iterator[dict[str, object]]:
    """Yield the cases of one room: usual arguments on every value, odd ones on a few."""
    for name in ROOMS[room].split():
        usual = USUAL.get(name, ("",))
        for arguments in usual:
            yield {"template": _template(name, arguments), "data": _given(arguments)}
            for value in VALUES:
                yield {
                    "template": _template(name, arguments),
                    "data": {"v": value, **_given(arguments)},
                }
        for arguments in (one for one in ODD if one not in usual):
            for value in ODD_FOR:
                yield {
                    "template": _template(name, arguments),
                    "data": {"v": value, **_given(arguments)},
                }


def _template(name: str, arguments: str) -> str:
    return (
        f"{{{{ v | {name}: {arguments} | json }}}}" if arguments else f"{{{{ v | {name} | json }}}}"
    )


def _given(arguments: str) -> dict[str, object]:
    return {name: value for name, value in ARGUMENTS.items() if name in arguments}


def main() -> None:
    """Print one room's cases; a filter in no room is an error."""
    roomless = set(FILTERS) - set(" ".join(ROOMS.values()).split())
    if roomless:
        raise SystemExit(f"No room holds {', '.join(sorted(roomless))}: add them to ROOMS.")
    for case in matrix(sys.argv[1]):
        sys.stdout.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
