"""Every filter there is: what it takes, which Liquid knows it, and who says so."""

from inbox_toolkit.liquid.catalog.specs import LATEST, LIQUIDJS, UPGRADE, FilterFacts

_F = FilterFacts

_TEXT = (
    _F("append", "text", "text"),
    _F("array_to_sentence_string", "text", "[connector]"),
    _F("capitalize", "text"),
    _F("contains", "text", "text", is_own=True, uncertain="no-example"),
    _F("downcase", "text"),
    _F("lstrip", "text"),
    _F("normalize_whitespace", "text"),
    _F("number_of_words", "text", "['cjk' | 'auto']"),
    _F("pluralize", "text", "singular, plural", is_own=True, uncertain="no-example"),
    _F("prepend", "text", "text"),
    _F("remove", "text", "text", uncertain="no-example"),
    _F("remove_first", "text", "text"),
    _F("remove_last", "text", "text", LATEST),
    _F("replace", "text", "old, new"),
    _F("replace_first", "text", "old, new"),
    _F("replace_last", "text", "old, new", LATEST),
    _F("rstrip", "text"),
    _F("slice", "text", "start[, length]", uncertain="documented-otherwise"),
    _F("slugify", "text", "[mode, cased]"),
    _F("split", "text", "separator"),
    _F("strip", "text"),
    _F("strip_newlines", "text"),
    _F("titlecase", "text", is_own=True, uncertain="no-example"),
    _F("truncate", "text", "[length, ending]"),
    _F("truncatewords", "text", "[words, ending]"),
    _F("upcase", "text"),
)

_ENCODING = (
    _F("base64", "encoding", is_own=True),
    _F("base64_decode", "encoding"),
    _F("base64_encode", "encoding"),
    _F("base64_url_safe_decode", "encoding", is_own=True),
    _F("base64_url_safe_encode", "encoding", is_own=True),
    _F("cgi_escape", "encoding"),
    _F("escape", "encoding", uncertain="escape"),
    _F("escape_once", "encoding"),
    _F("hex_base64", "encoding", is_own=True),
    _F("hmac_sha1", "encoding", "key", is_own=True),
    _F("hmac_sha256", "encoding", "key"),
    _F("htmlencode", "encoding", source=UPGRADE, is_own=True, instead="escape"),
    _F("md5", "encoding", is_own=True),
    _F("newline_to_br", "encoding"),
    _F("sha1", "encoding", is_own=True),
    _F("sha256", "encoding"),
    _F("strip_html", "encoding", uncertain="open-angle"),
    _F("uri_escape", "encoding"),
    _F("url_decode", "encoding", uncertain="documented-otherwise"),
    _F("url_encode", "encoding"),
    _F("xml_escape", "encoding"),
)

_NUMBERS = (
    _F("abs", "numbers"),
    _F("at_least", "numbers", "number"),
    _F("at_most", "numbers", "number"),
    _F("ceil", "numbers"),
    _F("currency", "numbers", "[locale, code]", is_own=True, uncertain="group-separators"),
    _F("divided_by", "numbers", "number[, whole]"),
    _F("floor", "numbers"),
    _F("format_number", "numbers", "[locale]", is_own=True, uncertain="group-separators"),
    _F("minus", "numbers", "number"),
    _F("modulo", "numbers", "number", uncertain="modulo-sign"),
    _F("number_with_delimeter", "numbers", source=UPGRADE, is_own=True, instead="format_number"),
    _F("plus", "numbers", "number"),
    _F("random", "numbers", "[most]", is_own=True, uncertain="random-range"),
    _F("round", "numbers", "[digits]"),
    _F("rounded_currency", "numbers", "[locale, code]", is_own=True, uncertain="group-separators"),
    _F("times", "numbers", "number"),
)

_LISTS = (
    _F("compact", "lists"),
    _F("concat", "lists", "list"),
    _F("find", "lists", "property[, value]"),
    _F("find_exp", "lists", "'item', 'expression'"),
    _F("first", "lists"),
    _F("group_by", "lists", "property"),
    _F("group_by_exp", "lists", "'item', 'expression'"),
    _F("join", "lists", "[separator]"),
    _F("json_array_uniq", "lists", "property", LATEST, UPGRADE, is_own=True),
    _F("last", "lists"),
    _F("limit", "lists", "count", is_own=True, uncertain="no-example"),
    _F("map", "lists", "property"),
    _F("pop", "lists"),
    _F("push", "lists", "item"),
    _F("reverse", "lists"),
    _F("shift", "lists"),
    _F("size", "lists", uncertain="size-equals"),
    _F("sort", "lists", "[property]"),
    _F("sort_natural", "lists", "[property]"),
    _F("sum", "lists", "[property]"),
    _F("uniq", "lists"),
    _F("unshift", "lists", "item"),
    _F("where", "lists", "property[, value]"),
    _F("where_exp", "lists", "'item', 'expression'"),
    _F("where_not", "lists", "property[, value]", is_own=True),
)

_DATA = (
    _F("default", "data", "value[, allow_false: true]", LATEST, UPGRADE),
    _F("from_json", "data", is_own=True),
    _F("json", "data", "[spaces]"),
    _F("to_json", "data", is_own=True),
)

_DATES = (
    _F("add_day", "dates", "count", is_own=True, uncertain="month-end"),
    _F("add_month", "dates", "count", is_own=True, uncertain="month-end"),
    _F("add_year", "dates", "count", is_own=True, uncertain="month-end"),
    _F("date", "dates", "format[, zone]"),
    _F("date_to_long_string", "dates", "['ordinal'[, 'US']]"),
    _F("date_to_rfc822", "dates"),
    _F("date_to_string", "dates", "['ordinal'[, 'US']]", uncertain="documented-otherwise"),
    _F("date_to_xmlschema", "dates"),
    _F("subtract_day", "dates", "count", is_own=True, uncertain="month-end"),
    _F("subtract_month", "dates", "count", is_own=True, uncertain="month-end"),
    _F("subtract_year", "dates", "count", is_own=True, uncertain="month-end"),
    _F("timezone", "dates", "zone", source=UPGRADE, is_own=True, instead="date: format, zone"),
)

_UNLISTED = tuple(
    _F(name, room, arguments, LATEST, LIQUIDJS, is_listed=False)
    for name, room, arguments in (
        ("find_index", "lists", "property[, value]"),
        ("find_index_exp", "lists", "'item', 'expression'"),
        ("has", "lists", "property[, value]"),
        ("has_exp", "lists", "'item', 'expression'"),
        ("inspect", "data", "[spaces]"),
        ("jsonify", "data", "[spaces]"),
        ("raw", "data", ""),
        ("reject", "lists", "property[, value]"),
        ("reject_exp", "lists", "'item', 'expression'"),
        ("sample", "lists", "[count]"),
        ("to_integer", "numbers", ""),
    )
)

FILTERS: dict[str, FilterFacts] = {
    facts.name: facts
    for facts in (*_TEXT, *_ENCODING, *_NUMBERS, *_LISTS, *_DATA, *_DATES, *_UNLISTED)
}
"""Filters by name."""
