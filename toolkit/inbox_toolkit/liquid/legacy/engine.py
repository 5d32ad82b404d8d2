"""The filters of legacy Liquid's engine, and how many arguments each takes besides its value.

Ruby refuses a call with another number. Source: Customer.io's fork of Shopify Liquid (gem 2.5.4,
``standardfilters.rb``). Other filters are Customer.io's own; how it counts theirs is unknown.
"""

FILTER_ARGUMENTS: dict[str, tuple[int, int]] = {
    "append": (1, 1),
    "capitalize": (0, 0),
    "date": (1, 1),
    "divided_by": (1, 1),
    "downcase": (0, 0),
    "escape": (0, 0),
    "escape_once": (0, 0),
    "first": (0, 0),
    "h": (0, 0),
    "join": (0, 1),
    "last": (0, 0),
    "map": (1, 1),
    "minus": (1, 1),
    "modulo": (1, 1),
    "newline_to_br": (0, 0),
    "plus": (1, 1),
    "prepend": (1, 1),
    "remove": (1, 1),
    "remove_first": (1, 1),
    "replace": (1, 2),
    "replace_first": (1, 2),
    "size": (0, 0),
    "sort": (0, 1),
    "split": (1, 1),
    "strip_html": (0, 0),
    "strip_newlines": (0, 0),
    "times": (1, 1),
    "truncate": (0, 2),
    "truncatewords": (0, 2),
    "upcase": (0, 0),
}


def accepts_count(name: str, count: int) -> bool:
    """Return True if a filter takes so many arguments, as far as that is known."""
    least, most = FILTER_ARGUMENTS.get(name, (0, count))
    return least <= count <= most
