"""What an expression holds at a place in a template, in each case: found out by rendering it there.

The template up to the place is rendered with a probe at its end, and every block that is open there
is closed behind it. So loop variables, assigned names and filters hold exactly what they hold when
the message is rendered, however they came about.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from inbox_toolkit.errors import RenderLimitError
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.liquid.syntax.tags.registry import BLOCKS, BRANCHES
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment, seed_of

_MARK = "\x02"
_BLOCKS = frozenset(BLOCKS.values()) - {"raw", "comment"}
_CONDITIONAL = frozenset({"if", "unless", "case"})


@dataclass(frozen=True, slots=True)
class ProbedValue:
    """One value an expression had in one case; ``is_missing`` where it had none."""

    case: Case
    value: object
    is_missing: bool = False


def probe(
    text: str,
    offset: int,
    expression: str,
    *,
    start: int,
    cases: Iterable[Case],
    environment: RenderEnvironment,
    version: str,
) -> list[ProbedValue]:
    """Return what an expression holds at an offset of a text that parses from ``start`` on.

    One value for each time that a case reaches the place; where no case does, what it would hold
    if every condition around the place were met.
    """
    before = normalize_delimiters(text)[start:offset]
    tokens, _ = scan(before, is_legacy=version == "legacy")
    cases = list(cases)
    for is_conditional in (True, False):
        source = _probing(before, tokens, expression, is_conditional=is_conditional)
        found = list(_values(source, cases, environment, version))
        if found:
            return found
    return []


def _probing(before: str, tokens: list[Token], expression: str, *, is_conditional: bool) -> str:
    """Return the text up to the place, the probe, and what closes the open blocks."""
    open_blocks: list[list[Token]] = []
    for token in tokens:
        name = token.name or ""
        if token.kind == "tag" and name in _BLOCKS:
            open_blocks.append([token])
        elif token.kind == "tag" and name in BRANCHES and open_blocks:
            open_blocks[-1].append(token)
        elif open_blocks and name == f"end{open_blocks[-1][0].name}":
            open_blocks.pop()
    closing = ""
    for block in open_blocks:
        name = block[0].name or ""
        if not is_conditional and name in _CONDITIONAL:
            before = _without_conditions(before, block)
        elif name != "capture":
            closing = f"{{% end{name} %}}{closing}"
        else:
            before = _blank(before, block[0])
    value = f"{{{{ {expression} | json }}}}"
    return f"{before}{_MARK}{value}{_MARK}{closing}"


def _without_conditions(before: str, block: list[Token]) -> str:
    """Return the text without the tags of a conditional, and without its branches not entered."""
    for token in block:
        before = _blank(before, token)
    if len(block) > 1:
        start, end = block[0].span.end, block[-1].span.start
        before = before[:start] + " " * (end - start) + before[end:]
    return before


def _blank(before: str, token: Token) -> str:
    start, end = token.span
    return before[:start] + " " * (end - start) + before[end:]


def _values(
    source: str, cases: list[Case], environment: RenderEnvironment, version: str
) -> Iterable[ProbedValue]:
    parsed = parse(source, version=version)
    if parsed.errors:
        return
    try:
        program = compile_nodes(parsed, version=version)
    except RenderLimitError:
        return
    for case in cases:
        rendered = run(
            program,
            environment.roots(case),
            now=environment.now,
            seed=seed_of(case),
            strict=False,
        )
        for printed in rendered.text.split(_MARK)[1::2]:
            try:
                yield ProbedValue(case, json.loads(printed))
            except ValueError:
                yield ProbedValue(case, None, is_missing=True)
