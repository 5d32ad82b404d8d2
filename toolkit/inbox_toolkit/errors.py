"""The error family: everything the toolkit raises on purpose.

::

    ToolkitError                    exit  raised when
    ├── UsageError                    2   a name or an option does not fit
    ├── ProjectError                  2   a file of the project cannot be used
    │   └── ConfigurationError            its configuration says what it may not
    ├── LiquidError                   1   a template does not parse or render; has a span
    │   ├── LiquidSyntaxError
    │   │   └── UnknownTagError           the service has no such tag
    │   └── RenderError
    │       ├── MissingValueError         a variable has no value
    │       └── RenderLimitError          too many steps, too much text, too deep
    ├── RefusedError                  1   a send was stopped before it left
    ├── CredentialsError              3   there is no key, or the service knows it not
    ├── ForbiddenError                4   the key may not do this
    └── ServiceError                  5   the service failed or could not be asked

Anything else that escapes is a bug: ``cli/error_boundary.py`` says so and exits 70.
"""

from typing import ClassVar

from inbox_toolkit.text.span import Span


class ToolkitError(Exception):
    """Anything the toolkit stops for on purpose: one clear sentence and what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, help: str | None = None) -> None:  # noqa: A002 - the word users read
        super().__init__(message)
        self.message = message
        self.help = help

    def __reduce__(self) -> tuple[object, ...]:
        """Carry every field along when an error goes to another process or into the cache."""
        return _restored, (type(self), self.args, dict(self.__dict__))


def _restored(
    kind: type[ToolkitError], arguments: tuple[object, ...], fields: dict[str, object]
) -> ToolkitError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(fields)
    return error


class UsageError(ToolkitError):
    """A name, a path or an option on the command line does not fit the project."""

    exit_code = 2


class ProjectError(ToolkitError):
    """A file of the project is missing, unreadable or not what it should be."""

    exit_code = 2


class ConfigurationError(ProjectError):
    """A setting is not what it may be; ``keys`` lead to it from the root of the configuration.

    ``line`` and ``column`` (from 1) are those of a text that is not TOML.
    """

    def __init__(
        self,
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - the word users read
        keys: tuple[str, ...] = (),
        line: int | None = None,
        column: int = 1,
    ) -> None:
        super().__init__(message, help=help)
        self.keys = keys
        self.line = line
        self.column = column


class LiquidError(ToolkitError):
    """A text's Liquid does not parse or does not render; ``span`` counts in that text."""

    def __init__(self, message: str, span: Span, *, help: str | None = None) -> None:  # noqa: A002
        super().__init__(message, help=help)
        self.span = span


class LiquidSyntaxError(LiquidError):
    """The text is not Liquid as the service accepts it."""


class UnknownTagError(LiquidSyntaxError):
    """A tag that the service does not have; a rule of its own reports those."""


class RenderError(LiquidError):
    """The service would fail the delivery while rendering."""


class MissingValueError(RenderError):
    """A variable has no value; ``path`` is how it is written, such as ``trigger.order_id``."""

    def __init__(self, path: str, span: Span, *, help: str | None = None) -> None:  # noqa: A002
        super().__init__(f"undefined variable: {path}", span, help=help)
        self.path = path


class RenderLimitError(RenderError):
    """The template runs too long, prints too much or nests too deep."""


class RefusedError(ToolkitError):
    """A send was stopped by one of its guards; nothing left this machine."""


class CredentialsError(ToolkitError):
    """There is no key, or the service does not accept it."""

    exit_code = 3


class ForbiddenError(ToolkitError):
    """The key is good but may not do this."""

    exit_code = 4


class ServiceError(ToolkitError):
    """The service failed, refused the request, or could not be asked."""

    exit_code = 5
