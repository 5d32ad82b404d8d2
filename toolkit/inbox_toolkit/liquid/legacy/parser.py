"""Parses legacy Liquid to the nodes that latest Liquid has as well.

A tag or output is on one line and knows no hyphen; a comment's content is parsed like any other;
anything behind the name of a closing tag is ignored. ``grammar.py`` reads what is inside a tag.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from inbox_toolkit.errors import LiquidSyntaxError
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.legacy.grammar import (
    CASE_VALUE,
    VALUE,
    Piece,
    read_attributes,
    read_condition,
    read_filtered,
    read_value,
)
from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.nodes import (
    Argument,
    Assign,
    Body,
    Branch,
    Capture,
    Case,
    CioTag,
    Comment,
    Counter,
    Cycle,
    Expression,
    FilteredExpression,
    For,
    If,
    IfChanged,
    Literal,
    Node,
    Output,
    Text,
    When,
)
from inbox_toolkit.liquid.syntax.parse_result import ParseResult
from inbox_toolkit.liquid.syntax.tags.cio_tags import read_arguments
from inbox_toolkit.liquid.syntax.tags.registry import TAGS, unknown_tag_error
from inbox_toolkit.text.span import Span

MAX_DEPTH = 100
"""How deep blocks may nest: the engine has room for so many scopes."""

_OPENING = re.compile(r"\{[{%]")
_TAG = re.compile(r"\{%\s*(\w+)\s*(.*)%\}", re.ASCII)
_ENDRAW = re.compile(r"^(.*)\{%\s*(\w+)\s*(.*)?%\}$", re.ASCII | re.MULTILINE)
_ASSIGN = re.compile(r"(?<![\w\-.\[\]])((?:\(?[\w\-.\[\]]\)?)++)\s*=\s*(.*)\s*", re.ASCII)
_WORD = re.compile(r"\w+", re.ASCII)
_FOR = re.compile(rf"(\w+)\s+in\s+({VALUE}+)\s*(reversed)?", re.ASCII)
_NAMED_CYCLE = re.compile(rf"({VALUE})\s*:\s*(.*)", re.ASCII)
_VALUE = re.compile(VALUE, re.ASCII)
_SPACE = " \t\n\v\f\r"


def parse_legacy(text: str, span: Span) -> ParseResult:
    """Parse ``span`` of a text; all spans are offsets into the text."""
    parser = _Parser(text, span)
    nodes = parser.document()
    parser.errors.sort(key=lambda error: error.span)
    return ParseResult(text, span, nodes, tuple(parser.errors))


class _Markup(NamedTuple):
    """A tag: its name and what follows it, blanks at the end included."""

    span: Span
    name: str
    rest: Piece


class _End(NamedTuple):
    """The tag that ended a body, or None where the text ended, and where the body's nodes end."""

    tag: _Markup | None
    at: int


class _Parser:
    """The tokens of a text, taken one by one; mistakes are recorded, and parsing goes on."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.errors: list[LiquidSyntaxError] = []
        self._tokens = [*_split(text, span)]
        self._next = 0
        self._closings: list[str] = []

    def document(self) -> Body:
        """Parse everything."""
        nodes: list[Node] = []
        while self._next < len(self._tokens):
            body, end = self._nodes(frozenset())
            nodes += body
            if end.tag:
                self.errors.append(unknown_tag_error(end.tag.name, end.tag.span))
        return tuple(nodes)

    # --- blocks ------------------------------------------------------------------------------

    def _nodes(self, ends: frozenset[str]) -> tuple[Body, _End]:
        """Parse up to a tag of one of these names, or to the end of a block around."""
        nodes: list[Node] = []
        at = self._tokens[self._next].start if self._next < len(self._tokens) else len(self.text)
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            source = token.of(self.text)
            at = token.end
            if source.startswith("{%"):
                markup = self._markup(token, source)
                if markup is None:
                    continue
                if markup.name in ends:
                    return tuple(nodes), _End(markup, token.start)
                if markup.name in self._closings:  # left to the block around
                    self._next -= 1
                    return tuple(nodes), _End(None, token.start)
                node = self._read(self._tag, markup)
            elif source.startswith("{{"):
                node = self._read(self._output, token)
            else:
                node = Text(token, source)
            if node is not None:
                nodes.append(node)
                at = node.span.end
        return tuple(nodes), _End(None, at)

    def _body(self, tag: _Markup, closing: str, *between: str) -> tuple[Body, _End]:
        """Parse the body of a block, up to its closing tag or one between."""
        self._closings.append(closing)
        if len(self._closings) > MAX_DEPTH:
            self._closings.pop()
            raise LiquidSyntaxError(
                f"blocks nest deeper than {MAX_DEPTH} here", tag.span, help="nest fewer blocks"
            )
        body, end = self._nodes(frozenset((closing, *between)))
        self._closings.pop()
        if end.tag is None:
            self._report(
                f"`{tag.name}` is never closed", tag.span, f"close it with {{% {closing} %}}"
            )
        return body, end

    def _markup(self, token: Span, source: str) -> _Markup | None:
        found = _TAG.fullmatch(source)
        if found is None:
            is_hyphen = source.startswith("{%-")
            self._report(
                "legacy Liquid knows no hyphen here" if is_hyphen else _UNFINISHED,
                token,
                _NO_HYPHEN if is_hyphen else "write it on one line, as in {% if x %}",
            )
            return None
        return _Markup(token, found[1], Piece(found[2], token.start + found.start(2)))

    def _read(self, read: Callable[..., Node | None], what: object) -> Node | None:
        try:
            return read(what)
        except LiquidSyntaxError as error:
            self.errors.append(error)
            return None

    def _report(self, message: str, span: Span, help_text: str) -> None:
        self.errors.append(LiquidSyntaxError(message, span, help=help_text))

    # --- nodes -------------------------------------------------------------------------------

    def _output(self, token: Span) -> Output:
        source = token.of(self.text)
        if not source.endswith("}}") or len(source) < 4:
            raise LiquidSyntaxError(
                "this output is never closed",
                token,
                help="close it with }} on the same line; legacy Liquid takes no } in a text",
            )
        if source.startswith("{{-"):
            raise LiquidSyntaxError("legacy Liquid knows no hyphen here", token, help=_NO_HYPHEN)
        return Output(token, read_filtered(Piece(source[2:-2], token.start + 2)))

    def _tag(self, tag: _Markup) -> Node | None:  # noqa: C901 - one case a tag
        match tag.name:
            case "if" | "unless":
                return self._if(tag)
            case "for":
                return self._for(tag)
            case "assign":
                return self._assign(tag)
            case "case":
                return self._case(tag)
            case "capture":
                return self._capture(tag)
            case "comment":
                return self._comment(tag)
            case "raw":
                return self._raw(tag)
            case "cycle":
                return self._cycle(tag)
            case "increment" | "decrement":
                name = Piece(tag.rest.source.strip(_SPACE), tag.rest.at)
                step = 1 if tag.name == "increment" else -1
                return Counter(tag.span, name.source, name.span, step)
            case "tablerow":
                return self._tablerow(tag)
            case "ifchanged":
                body, end = self._body(tag, "endifchanged")
                return IfChanged(_whole(tag, end), tag.span, body)
        spec = TAGS.get(tag.name)
        if spec is None or not spec.is_own:
            raise unknown_tag_error(tag.name, tag.span)
        inner = Span(tag.rest.at - len(tag.name), tag.rest.span.end)
        arguments = read_arguments(tag.name, Cursor(self.text, *tag.rest.span))
        return CioTag(tag.span, tag.name, inner, arguments)

    def _if(self, tag: _Markup) -> If:
        """Read ``if`` or ``unless``; nothing behind the first ``else`` is ever rendered."""
        branches: list[Branch] = []
        at: _Markup | None = tag
        closing = f"end{tag.name}"
        end = _End(None, tag.span.end)
        has_else = False
        while at is not None and at.name != closing:
            condition = self._condition(at) if at.name != "else" else None
            body, end = self._body(tag, closing, "elsif", "else")
            if not has_else:
                branches.append(Branch(Span(at.span.start, end.at), at.span, condition, body))
            has_else = has_else or at.name == "else"
            at = end.tag
        return If(_whole(tag, end), tuple(branches), negated=tag.name == "unless")

    def _condition(self, tag: _Markup) -> FilteredExpression:
        try:
            condition = read_condition(tag.rest)
        except LiquidSyntaxError as error:
            self.errors.append(error)
            condition = Literal(tag.rest.span, MISSING)
        return FilteredExpression(tag.rest.span, condition, ())

    def _case(self, tag: _Markup) -> Case:
        """Read ``case``; what is before the first ``when`` is dropped."""
        found = _VALUE.search(tag.rest.source)
        if found is None:
            raise _incomplete(tag, "{% case value %}")
        subject_piece = tag.rest.group(found)
        subject = FilteredExpression(subject_piece.span, read_value(subject_piece), ())
        _, end = self._body(tag, "endcase", "when", "else")
        whens: list[When] = []
        otherwise: Branch | None = None
        while end.tag is not None and end.tag.name != "endcase":
            at = end.tag
            values = self._when(at) if at.name == "when" else ()
            if at.name == "else" and at.rest.source.strip(_SPACE):
                self._report("`else` takes no arguments here", at.rest.span, "remove them")
            body, end = self._body(tag, "endcase", "when", "else")
            span = Span(at.span.start, end.at)
            if at.name == "else":
                otherwise = otherwise or Branch(span, at.span, None, body)
            else:
                whens.append(When(span, at.span, values, body, is_after_else=otherwise is not None))
        return Case(_whole(tag, end), tag.span, subject, tuple(whens), otherwise)

    def _when(self, tag: _Markup) -> tuple[Expression, ...]:
        values: list[Expression] = []
        rest: Piece | None = tag.rest
        while rest is not None:
            found = CASE_VALUE.search(rest.source)
            if found is None:
                self.errors.append(_incomplete(tag, "{% when value %}"))
                break
            values.append(read_value(rest.group(found, 1)))
            rest = rest.group(found, 2) if found[2] is not None else None
        return tuple(values)

    def _for(self, tag: _Markup) -> For:
        head = self._head(tag)
        body, end = self._body(tag, "endfor", "else")
        otherwise: Branch | None = None
        while end.tag is not None and end.tag.name == "else":  # the last one counts
            at = end.tag
            inside, end = self._body(tag, "endfor", "else")
            otherwise = Branch(Span(at.span.start, end.at), at.span, None, inside)
        return self._loop(tag, head, body, otherwise, end)

    def _tablerow(self, tag: _Markup) -> For:
        head = self._head(tag)
        body, end = self._body(tag, "endtablerow")
        return self._loop(tag, head, body, None, end)

    def _head(self, tag: _Markup) -> re.Match[str] | None:
        found = _FOR.search(tag.rest.source)
        if found is None:
            self.errors.append(_incomplete(tag, f"{{% {tag.name} item in list %}}"))
        return found

    def _loop(
        self,
        tag: _Markup,
        head: re.Match[str] | None,
        body: Body,
        otherwise: Branch | None,
        end: _End,
    ) -> For:
        collection: Expression = Literal(tag.span, None)
        variable = Piece("", tag.span.start)
        arguments: list[Argument] = []
        is_reversed = False
        if head is not None:
            variable, written = tag.rest.group(head, 1), tag.rest.group(head, 2)
            collection = read_value(written)
            is_reversed = tag.name == "for" and head[3] is not None
            names = ("limit", "offset") if tag.name == "for" else ("limit", "offset", "cols")
            arguments = [
                Argument(value.span, name, value)
                for name, value in read_attributes(tag.rest).items()
                if name in names
            ]
        if is_reversed and head is not None:
            option = tag.rest.group(head, 3)
            arguments.append(Argument(option.span, "reversed", Literal(option.span, True)))
        return For(
            span=_whole(tag, end),
            tag=tag.name,
            tag_span=tag.span,
            variable=variable.source,
            variable_span=variable.span,
            collection=collection,
            arguments=tuple(arguments),
            reversed=is_reversed,
            body=body,
            otherwise=otherwise,
        )

    def _assign(self, tag: _Markup) -> Assign:
        found = _ASSIGN.search(tag.rest.source)
        if found is None:
            raise _incomplete(tag, "{% assign name = value %}")
        name = tag.rest.group(found, 1)
        return Assign(tag.span, name.source, name.span, read_filtered(tag.rest.group(found, 2)))

    def _capture(self, tag: _Markup) -> Capture:
        found = _WORD.search(tag.rest.source)
        if found is None:
            self.errors.append(_incomplete(tag, "{% capture name %}"))
        body, end = self._body(tag, "endcapture")
        name = tag.rest.group(found) if found else Piece("", tag.span.start)
        return Capture(_whole(tag, end), name.source, name.span, body)

    def _comment(self, tag: _Markup) -> Comment:
        _, end = self._body(tag, "endcomment")
        return Comment(_whole(tag, end), self.text[tag.span.end : end.at].strip())

    def _cycle(self, tag: _Markup) -> Cycle:
        """Read ``cycle name: a, b``; without a name, the values as written are the name."""
        named = _NAMED_CYCLE.match(tag.rest.source)
        listed = tag.rest.group(named, 2) if named else tag.rest
        if not named and not _VALUE.match(tag.rest.source):
            raise _incomplete(tag, "{% cycle 'odd', 'even' %}")
        values = [*_cycle_values(listed)]
        group: Expression
        if named:
            group = read_value(tag.rest.group(named, 1))
        else:
            group = Literal(tag.rest.span, repr([value.source for value in values]))
        return Cycle(tag.span, group, tuple(map(read_value, values)))

    def _raw(self, tag: _Markup) -> Text:
        """Read ``raw``: its tokens are text up to the first that ends in an ``endraw`` tag.

        Text in front of any other tag in one token is printed twice, as it is there.
        """
        value = ""
        end = tag.span.end
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            end = token.end
            source = token.of(self.text)
            if found := _ENDRAW.search(source):
                value += found[1]
                if found[2] == "endraw":
                    break
            value += source
        return Text(Span(tag.span.start, end), value)


_UNFINISHED = "this tag is not complete"
_NO_HYPHEN = "remove the hyphen, or switch the template to latest"


def _incomplete(tag: _Markup, form: str) -> LiquidSyntaxError:
    return LiquidSyntaxError(f"this `{tag.name}` is not complete", tag.span, help=f"write {form}")


def _whole(tag: _Markup, end: _End) -> Span:
    return Span(tag.span.start, end.tag.span.end if end.tag else end.at)


def _split(text: str, span: Span) -> Iterator[Span]:
    """Yield the tokens: tags, outputs, and the text between.

    A tag ends at the first ``%}`` on its line, an output at the first ``}`` and one more behind it.
    What is never closed is a token of its two braces. Each delimiter is looked for once.
    """
    closers = {"%}": span.start - 1, "}": span.start - 1, "\n": span.start - 1}

    def following(mark: str, at: int) -> int:
        """Return where a mark stands next, beyond the end if nowhere."""
        if closers[mark] < at:
            found = text.find(mark, at, span.end)
            closers[mark] = found if found >= 0 else span.end
        return closers[mark]

    at = span.start
    while (opening := _OPENING.search(text, at, span.end)) is not None:
        begin, inside = opening.span()
        if begin > at:
            yield Span(at, begin)
        mark = "%}" if opening[0] == "{%" else "}"
        close = following(mark, inside)
        at = inside
        if close < following("\n", inside):
            at = close + len(mark)
            at += mark == "}" and text.startswith("}", at, span.end)
        yield Span(begin, at)
    if at < span.end:
        yield Span(at, span.end)


def _cycle_values(piece: Piece) -> Iterator[Piece]:
    at = 0
    for part in piece.source.split(","):
        found = _VALUE.search(part)
        if found:
            yield Piece(found[0], piece.at + at + found.start())
        at += len(part) + 1
