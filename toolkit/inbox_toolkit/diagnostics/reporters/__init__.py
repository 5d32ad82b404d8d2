"""The report formats, one module each with ``report(report, style) -> str``.

To add one: write ``reporters/<format>.py``, add its name to ``FORMATS``, and add its golden file
under ``tests/diagnostics/reporters/golden/``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from inbox_toolkit.text.record import record

if TYPE_CHECKING:
    from inbox_toolkit.diagnostics.diagnostic import Report

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "markdown")


@record
class ReportStyle:
    """What the output supports, decided once per command.

    ``base`` is put before file names in formats that services read (``github``,
    ``sarif``): the path from the repository's root to the project, such as ``messages/``.
    """

    colour: bool = False
    unicode: bool = True
    width: int = 100
    seconds: float | None = None
    base: str = ""


def print_report(report: "Report", form: str, style: ReportStyle) -> str:
    """Return a report in one of ``FORMATS``; the format's module is imported when asked for."""
    module = import_module(f"inbox_toolkit.diagnostics.reporters.{form}")
    text: str = module.report(report, style)
    return text
