"""What a render prints, and where it stops: captures, and limits on text and on loop steps."""

from collections.abc import Callable, Iterable

from inbox_toolkit.liquid.javascript.json_stringify import quote

MAX_STEPS = 1_000_000
"""How many nodes all loops together may render; what filters go through counts as well."""

MAX_TEXT = 2_000_000
"""How many characters may be printed, captured, or made by one filter."""

LONG_TEXT = 64
"""Filters on texts of up to so many characters count as filters alone."""

_STEPS_PER_ITEM = 4
"""A filter takes as long for an item (0.5 to 4 microseconds) as a loop for so many nodes."""

_CHARACTERS_PER_STEP = 4

_COPIES_PER_STEP = 16
"""How many items are copied to another list in the time of one step."""

_MEASURE_EVERY = 4_096
"""How many pieces of text are printed between two measurements."""

_FEW = 256
"""A text of fewer pieces than this is not measured at the end."""

_SHORT_LIST = 64
_FIRST_LOOK = 16
_MUCH = 4_000
"""A value that takes so many steps is looked into whenever it is used."""

_PLAIN: frozenset[type] = frozenset({str, int, float, bool, type(None)})
"""Types of values without others inside."""

Emit = Callable[[Iterable[str]], object]
"""Prints texts one behind the other."""


class LimitReached(Exception):  # noqa: N818 - a signal between two modules
    """A limit was passed; the line of the generated code tells where."""


class Output:
    """The pieces of text printed so far, and the captures around them.

    What is replayed is one piece; limits count those it was rendered in (``_joined`` more), so that
    a render stops where it would without a cache.
    """

    __slots__ = (
        "_counted", "_gap", "_joined", "_measured", "_outer", "_size", "_until_look", "emit",
        "pieces", "steps",
    )  # fmt: skip

    def __init__(self, steps: int = 0) -> None:
        self.pieces: list[str] = []
        self.emit: Emit
        self.emit = self.pieces.extend
        self.steps = steps
        self._outer: list[tuple[list[str], Emit, int, int, int, int]] = []
        self._size = 0
        self._joined = 0
        self._measured = 0
        self._counted = 0
        self._gap = self._until_look = _FIRST_LOOK

    def count_steps(self, count: int) -> None:
        """Count what loops render, and measure the text now and then. Raises LimitReached."""
        self.steps += count
        if self.steps > MAX_STEPS:
            raise LimitReached
        if len(self.pieces) + self._joined - self._counted > _MEASURE_EVERY:
            self.measure()

    def count_copies(self, count: int) -> None:
        """Count items that go into another list as they are. Raises LimitReached."""
        self.count_steps(count // _COPIES_PER_STEP)

    def count_value(self, value: object) -> None:
        """Count what it takes to go through a value. Raises LimitReached.

        What short lists hold is looked at now and then, as that takes as long as a filter does; and
        each time as soon as it was found to be much.
        """
        if type(value) is str:
            self.count_steps(len(value) // _CHARACTERS_PER_STEP)
            return
        size = len(value)  # type: ignore[arg-type] # a list or an object
        self._until_look -= 1
        if size > _SHORT_LIST or self._until_look < 0:
            self._count_nested(value)
        else:
            self.count_steps(_STEPS_PER_ITEM * size)

    def _count_nested(self, value: object) -> None:
        before = self.steps
        parts = [value]
        while parts:
            below: list[object] = []
            for part in parts:
                kind = type(part)
                if kind is dict:
                    below += part.values()  # type: ignore[attr-defined] # `kind` says so
                elif kind is list:
                    below += part  # type: ignore[arg-type]
                if len(below) > MAX_STEPS:
                    raise LimitReached
            self.count_steps(_STEPS_PER_ITEM * len(below))
            parts = [] if _PLAIN.issuperset(map(type, below)) else below
        # at uneven distances, so that what a loop does at even ones is not overlooked
        is_much = self.steps - before > _MUCH
        self._gap = 0 if is_much else self._gap * 13 % 31
        self._until_look = self._gap

    def counted(self, value: object) -> object:
        """Return a value that is gone through once it is counted. Raises LimitReached."""
        kind = type(value)
        if kind is list or kind is dict or (kind is str and len(value) > LONG_TEXT):  # type: ignore[arg-type]
            self.count_value(value)
        return value

    def counted_object(self, value: object) -> object:
        """Return what a loop goes over; an object, whose items are listed, counts before."""
        if type(value) is dict:
            self.count_value(value)
        return value

    def measure(self) -> None:
        """Add up what was printed since the last time. Raises LimitReached."""
        self._size += sum(map(len, self.pieces[self._measured :]))
        self._measured = len(self.pieces)
        self._counted = self._measured + self._joined
        if self._size > MAX_TEXT:
            raise LimitReached

    def finish(self) -> None:
        """Measure what was printed last, where it could be much. Raises LimitReached."""
        if len(self.pieces) + self._joined > _FEW:
            self.measure()

    def replay(self, text: str, pieces: int, steps: int) -> bool:
        """Print what was rendered before; return False, and do nothing, near a limit."""
        total = self.steps + steps
        unmeasured = len(self.pieces) + self._joined + pieces - self._counted
        if total > MAX_STEPS or unmeasured > _MEASURE_EVERY:
            return False
        self.steps = total
        self.pieces.append(text)
        self._joined += pieces - 1
        return True

    def open_capture(self) -> Emit:
        """Start a capture and return what prints into it."""
        self._outer.append(
            (self.pieces, self.emit, self._size, self._joined, self._measured, self._counted)
        )
        self.pieces = []
        self._size = self._joined = self._measured = self._counted = 0
        self.emit = self.pieces.extend
        return self.emit

    def close_capture(self) -> str:
        """End a capture and return its text; ``emit`` prints outside again."""
        self.measure()
        text = "".join(self.pieces)
        self.pieces, self.emit, self._size, self._joined, self._measured, self._counted = (
            self._outer.pop()
        )
        return text

    def escape_json(self) -> Emit:
        """Escape what is printed from now on for the inside of a JSON string."""
        outer = self.emit

        def escaped(texts: Iterable[str]) -> None:
            outer([quote(text)[1:-1] for text in texts])

        self.emit = escaped
        return escaped

    def all_pieces(self) -> list[str]:
        """Return all that is printed so far; a capture that was cut short is not."""
        return self._outer[0][0] if self._outer else self.pieces
