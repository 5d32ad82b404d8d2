"""How a filter refuses its input, before the engine adds where in the template it stands."""


class FilterError(Exception):
    """A filter that cannot do its work; the engine adds where it stands.

    ``message`` is the service's own where it has one; ``help`` says what to do about it.
    """

    def __init__(self, message: str, *, help: str = "") -> None:  # noqa: A002 - the word users read
        super().__init__(message)
        self.message = message
        self.help = help


class UndefinedError(FilterError):
    """An item lacks the property a filter names, which fails a strict render."""

    def __init__(self, path: str) -> None:
        super().__init__(f"undefined variable: {path}")
        self.path = path
