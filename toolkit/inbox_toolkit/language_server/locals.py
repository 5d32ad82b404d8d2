"""The names that a template itself gives a value to, and that can be read at a place."""

from inbox_toolkit.liquid.syntax.scanner import normalize_delimiters, scan

_NAMING = {
    "assign": "assigned above",
    "capture": "captured above",
    "increment": "a counter",
    "decrement": "a counter",
}


def locals_at(text: str, offset: int) -> dict[str, str]:
    """Return the names that can be read at an offset, each with what it is, the nearest first."""
    tokens, _ = scan(normalize_delimiters(text[:offset]))
    named: dict[str, str] = {}
    loops: list[str | None] = []
    for token in tokens:
        if token.kind != "tag":
            continue
        words = token.inner.of(text).split()
        if token.name in _NAMING and len(words) > 1:
            named[words[1].partition("=")[0]] = _NAMING[token.name]
        elif token.name in ("for", "tablerow"):
            loops.append(words[1] if len(words) > 1 else None)
        elif token.name in ("endfor", "endtablerow") and loops:
            loops.pop()
    found = {name: "each item of the loop" for name in reversed(loops) if name}
    if loops:
        found["forloop"] = "index, first, last, length of the loop"
    return {**found, **dict(reversed(named.items()))}
