"""Turn whatever a command raises into one clear sentence and an exit code (DESIGN 7).

Expected: its own code. Ctrl-C: 130. A closed pipe: quietly 0. Anything else is a bug: 70, with a
report file that can be attached to an issue.
"""

import os
import sys

import click

from inbox_toolkit import __version__
from inbox_toolkit.cli.console import echo_err, print_error
from inbox_toolkit.errors import ToolkitError

INTERRUPTED = 130
BUG = 70


def run_command(command: click.Command, args: list[str] | None = None) -> int:
    """Run a click command and return its exit code; never raises, never shows a traceback."""
    try:
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
        print_error(error.message, help=error.help)
        return error.exit_code
    except BrokenPipeError:
        _leave_quietly()
        return 0
    except Exception as error:  # noqa: BLE001 - the last net: a bug is reported, never dumped on a user
        report_bug(error)
        return BUG
    return result if isinstance(result, int) else 0


def _usage(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "inbox"
    return f"see: {path} --help"


def _leave_quietly() -> None:
    """Give Python's own shutdown nothing to flush into the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_bug(error: Exception, *, but: str = "") -> None:
    """Say that this is a mistake of ours, where its report is, and what happens all the same."""
    from traceback import format_exception

    report = write_report("".join(format_exception(error)))
    print_error(
        "this is a bug in inbox" + (f"; {but}" if but else ""),
        help=f"please report it with {report}",
    )


def write_report(trace: str) -> str:
    """Write what a maintainer needs to know: versions and the traceback, no data and no key.

    Returns the file's path, or what else to send where none can be written.
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
        return "the output of: python -X dev -m toolkit " + " ".join(sys.argv[1:])
    return name
