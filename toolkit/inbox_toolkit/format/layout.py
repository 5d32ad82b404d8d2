"""Lays tokens out: one member a line, blocks indented, short containers on one line.

A container or block that the author broke over lines stays broken; one that fits on a line and was
written on one stays there. Between two tokens that could join into one value (``{{ a }}{{ b }}``)
no blank is added and none is taken away.
"""

from dataclasses import dataclass

from inbox_toolkit.format.tokens import JOINABLE, Kind, LayoutToken

_OPENERS = (Kind.OPEN, Kind.BLOCK)
_CLOSERS = (Kind.CLOSE, Kind.END)


@dataclass(frozen=True, slots=True)
class Style:
    """How files are laid out: blanks per level, and columns of the longest line."""

    indent: int = 2
    line_width: int = 100


def lay_out(tokens: list[LayoutToken], style: Style) -> str:
    """Return the text of a file that has these tokens."""
    return _Layout(tokens, style).text()


@dataclass(slots=True)
class _Group:
    """A bracket or block that is open, and whether its contents stand on lines of their own."""

    opener: LayoutToken | None
    is_expanded: bool
    is_value: bool = False
    """Whether it is a block in the place of a value, where line breaks are the author's."""


class _Layout:
    """One pass over the tokens of a file."""

    def __init__(self, tokens: list[LayoutToken], style: Style) -> None:
        self.tokens = tokens
        self.style = style
        self.lines: list[str] = []
        self.line = ""
        self.groups: list[_Group] = [_Group(None, is_expanded=True)]

    def text(self) -> str:
        for index in range(len(self.tokens)):
            self._token(index)
        self.lines.append(self.line)
        return (
            "\n".join(line.rstrip(" ") if "\n" not in line else line for line in self.lines) + "\n"
        )

    def _token(self, index: int) -> None:
        token = self.tokens[index]
        closes = token.kind in _CLOSERS
        group = self.groups[-1]
        if index:
            breaks = self._breaks(index, group)
            outdent = 1 if (closes or token.kind is Kind.BRANCH) and group.is_expanded else 0
            if breaks:
                self._new_line(breaks, outdent)
            elif self._is_blank_before(index):
                self.line += " "
        if closes:
            self.groups.pop()
        self.line += token.text
        if token.kind in _OPENERS:
            self.groups.append(self._open(index))

    def _new_line(self, breaks: int, outdent: int) -> None:
        self.lines.append(self.line)
        if breaks > 1:
            self.lines.append("")
        depth = sum(group.is_expanded for group in self.groups[1:]) - outdent
        self.line = " " * (self.style.indent * depth)

    def _open(self, index: int) -> _Group:
        token = self.tokens[index]
        is_value = token.kind is Kind.BLOCK and self._is_value(index)
        is_expanded = token.is_broken
        if not is_expanded and not is_value and self._can_break(index):
            is_expanded = self._column() + self._flat_width(index) > self.style.line_width
        return _Group(token, is_expanded, is_value)

    def _can_break(self, index: int) -> bool:
        """Return True if a group has contents to break; a block around a comma has none."""
        token = self.tokens[index]
        if token.kind is Kind.OPEN:
            return token.closer > index + 1
        inside = self.tokens[index + 1 : token.closer]
        return any(one.kind in (Kind.OPEN, Kind.COLON) for one in inside)

    def _is_value(self, index: int) -> bool:
        """Return True if a block stands where a value does: after a colon, or beside a scalar."""
        before = self.tokens[index - 1] if index else None
        if before is None:
            return False
        if before.kind is Kind.COLON or (before.kind in JOINABLE and not self.tokens[index].spaced):
            return True
        return self.groups[-1].is_value

    def _column(self) -> int:
        return len(self.line) - (self.line.rfind("\n") + 1)

    def _flat_width(self, index: int) -> int:
        """Return how many columns a group takes behind its opener, and the comma after it."""
        closer = self.tokens[index].closer
        width = 0
        for at in range(index + 1, closer + 1):
            width += len(self.tokens[at].text)
            width += self._is_blank_before(at)
        following = self.tokens[closer + 1] if closer + 1 < len(self.tokens) else None
        return width + (following is not None and following.kind is Kind.COMMA)

    def _breaks(self, index: int, group: _Group) -> int:
        """Return how many line breaks go before a token: 0, 1, or 2 for an empty line."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if not group.is_expanded:
            return 0
        written = min(token.newlines, 2)
        first = before.kind in (*_OPENERS, Kind.BRANCH)
        last = token.kind in (*_CLOSERS, Kind.BRANCH)
        if first or last:
            written = min(written, 1)
        if before.kind is Kind.COLON or token.kind is Kind.COLON:
            return 0
        if before.kind is Kind.OPEN and token.kind is Kind.CLOSE:
            return 0
        if token.kind is Kind.COMMA:
            return written if before.kind in (Kind.BLOCK, Kind.BRANCH, Kind.END, Kind.TAG) else 0
        if written or group.is_value:
            return written
        return int(self._is_break_added(index, group, first=first, last=last))

    def _is_break_added(self, index: int, group: _Group, *, first: bool, last: bool) -> bool:
        """Return True if a line break goes where the author wrote none."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if group.opener is None:
            return False
        if group.opener.kind is Kind.OPEN and (first or last):
            return before.kind is Kind.OPEN or token.kind is Kind.CLOSE
        joins = token.kind in JOINABLE if first else last and before.kind in JOINABLE
        if joins and not token.spaced:
            return False
        if first or last:
            return True
        if before.kind is Kind.COMMA:
            is_remark = token.kind is Kind.VERBATIM and token.text.startswith("{%")
            return not is_remark
        return before.kind is Kind.END and self._ends_with_comma(index - 1)

    def _ends_with_comma(self, index: int) -> bool:
        """Return True if the last thing a block holds is a comma between members."""
        while index and self.tokens[index].kind is Kind.END:
            index -= 1
        return self.tokens[index].kind is Kind.COMMA

    def _is_blank_before(self, index: int) -> bool:
        """Return True if a blank goes before a token that stays on its line."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if token.kind in (Kind.COLON, Kind.COMMA):
            liquid = (Kind.BLOCK, Kind.BRANCH, Kind.END, Kind.TAG, Kind.VERBATIM)
            return token.kind is Kind.COMMA and before.kind in liquid and token.spaced
        if before.kind is Kind.COLON:
            return True
        if before.kind is Kind.OPEN:  # `{` right before `{%` would read as `{{`
            return before.text == "{" and token.text.startswith("{")
        if token.kind is Kind.CLOSE:
            return False
        if before.kind is Kind.COMMA:
            return token.kind not in (Kind.END, Kind.BRANCH) or token.spaced
        return token.spaced
