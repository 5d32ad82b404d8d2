"""Turn whatever a command raises into one clear sentence and an exit code.

A ``ToolkitError`` has its own code, Ctrl-C gives 130, and a closed pipe 0 without a word. Anything
else is a bug: 70, with a report file to attach to an issue.
"""

import os
import sys
from collections.abc import Sequence

import click

from inbox_toolkit import __version__
from inbox_toolkit.cli.console import echo_err, print_error
from inbox_toolkit.errors import ToolkitError, UsageError

INTERRUPTED = 130
BUG = 70


def run_command(command: click.Command, args: list[str] | None = None) -> int:
    """Run a click command and return its exit code; never raises or shows a traceback."""
    args = sys.argv[1:] if args is None else args
    try:
        _refuse_unusable(args)
        result = command.main(args, prog_name="inbox", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        print_error(error.format_message(), help=_usage(error))
        return error.exit_code
    except click.ClickException as error:
        print_error(error.format_message(), help="see: inbox --help")
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        echo_err("stopped")
        return INTERRUPTED
    except ToolkitError as error:
        print_error(error.message, help=_help(error))
        return error.exit_code
    except BrokenPipeError:
        _leave_quietly()
        return 0
    except OSError as error:
        return _report_os_error(error)
    except Exception as error:  # noqa: BLE001 - users see a report, never a traceback
        report_bug(error)
        return BUG
    return result if isinstance(result, int) else 0


def _usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "inbox"
    return f"see: {path} --help"


def _help(error: ToolkitError) -> str | None:
    """Return the error's help; without a project, name those below the current folder."""
    from pathlib import Path

    from inbox_toolkit.project.config import NoProjectError
    from inbox_toolkit.project.discovery import projects_below

    projects = projects_below(Path()) if isinstance(error, NoProjectError) else ()
    if not projects:
        return error.help
    names = ", ".join(one.as_posix() for one in projects[:3])
    more = f" and {len(projects) - 3} more" if len(projects) > 3 else ""
    return f"choose a project below with --project: {names}{more}"


def _refuse_unusable(args: Sequence[str]) -> None:
    """Refuse arguments that cannot name anything: no system takes them as a path or a program's."""
    for number, arg in enumerate(args):
        try:
            is_usable = b"\0" not in os.fsencode(arg)
        except UnicodeEncodeError:
            is_usable = False
        if not is_usable:
            raise UsageError(
                f"argument {number + 1} holds a character that no name can have",
                help="write it without NUL characters and halves of characters",
            )


def _report_os_error(error: OSError) -> int:
    """Say what the system refused, such as a full disk: that is no bug of ours."""
    from inbox_toolkit.project.files import error_reason

    reason, advice = error_reason(error)
    name = str(error.filename or "")
    print_error(f"{name[:80]}: {reason}" if name else reason, help=advice)
    return UsageError.exit_code


def _leave_quietly() -> None:
    """Keep Python from flushing stdout into the closed pipe at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_bug(error: Exception, *, but: str = "") -> None:
    """Say that this is a bug, where its report is, and (``but``) what goes on regardless."""
    from traceback import format_exception

    report = write_report("".join(format_exception(error)))
    print_error(
        "this is a bug in inbox" + (f"; {but}" if but else ""),
        help=f"please report it with {report}",
    )


def write_report(trace: str) -> str:
    """Write versions and the traceback, without data or key, to a file for maintainers.

    Returns the file's path, or what to send instead if no file can be written.
    """
    import platform
    import tempfile

    text = (
        f"inbox {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"command: {' '.join(sys.argv[1:2])}\n\n{trace}"
    )
    try:
        handle, name = tempfile.mkstemp(prefix="inbox-bug-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return "the output of: python -X dev -m inbox_toolkit " + " ".join(sys.argv[1:])
    return name
