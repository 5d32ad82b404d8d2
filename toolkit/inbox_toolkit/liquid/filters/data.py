"""``default``, and filters between values and JSON."""

import json as python_json

from inbox_toolkit.liquid.catalog.sources import LATEST, LIQUIDJS, UPGRADE
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.spec import FilterTable, optional, required
from inbox_toolkit.liquid.javascript.json_stringify import json_stringify
from inbox_toolkit.liquid.javascript.values import MISSING, is_truthy, js_string, js_truthy, unwrap

FILTERS = FilterTable()


@FILTERS.define(
    "default",
    required("fallback"),
    options="allow_false: true",
    accepts="any",
    returns="any",
    origin="fallback",
    versions=LATEST,
    source=UPGRADE,
)
def default(value: object, fallback: object = MISSING, *options: object) -> object:
    """Return the value, or the fallback where it is null, missing, false or empty.

    With ``allow_false: true`` false is kept.
    """
    value = unwrap(value)
    if isinstance(value, str | list):
        return value or fallback
    if value is False and _allows_false(options):
        return False
    return value if is_truthy(value) else fallback


def _allows_false(options: tuple[object, ...]) -> bool:
    allowed: object = False
    for option in options:
        if not isinstance(option, list | dict):
            raise FilterError(f"Iterator value {js_string(option)} is not an entry object")
        if isinstance(option, list) and option[:1] == ["allow_false"]:
            allowed = option[1] if len(option) > 1 else MISSING
    return js_truthy(allowed)


@FILTERS.define(
    "inspect",
    optional("spaces", "number"),
    accepts="any",
    returns="text",
    versions=LATEST,
    source=LIQUIDJS,
    is_listed=False,
    output="json",
)
@FILTERS.define(
    "json",
    optional("spaces", "number"),
    accepts="any",
    returns="text",
    output="json",
    synonyms=(
        "tojson",
        "jsonify",
    ),
)
@FILTERS.define(
    "jsonify",
    optional("spaces", "number"),
    accepts="any",
    returns="text",
    output="json",
    versions=LATEST,
    source=LIQUIDJS,
    is_listed=False,
)
@FILTERS.define("to_json", accepts="any", returns="text", output="json", is_own=True)
def json(value: object, space: object = MISSING) -> object:
    """Return the value as JSON text, indented by a number of spaces; missing stays missing."""
    text = json_stringify(value, space)
    return MISSING if text is None else text


@FILTERS.define("from_json", accepts="text", returns="any", is_own=True)
def from_json(value: object) -> object:
    """Return what a JSON text says; anything but a text is structured already and stays."""
    if not isinstance(value, str):
        return value
    try:
        return python_json.loads(value, parse_constant=_no_json)
    except (ValueError, RecursionError):
        raise FilterError(
            "from_json: the text is not JSON", help="give it JSON, such as '{\"a\": 1}'"
        ) from None


def _no_json(word: str) -> float:
    raise ValueError(word)


@FILTERS.define(
    "raw", accepts="any", returns="any", versions=LATEST, source=LIQUIDJS, is_listed=False
)
def raw(value: object) -> object:
    """Return the value: nothing is escaped on output anyway."""
    return value
