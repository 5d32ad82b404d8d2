"""The formats of an audit's report, one module each with ``report(summaries, style) -> str``.

To add one: write ``reporters/<format>.py``, add its name to ``FORMATS``, and its golden file under
``tests/audit/reporters/golden/``.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from inbox_toolkit.diagnostics.reporters import ReportStyle

if TYPE_CHECKING:
    from inbox_toolkit.audit.summary import Summary

FORMATS = ("text", "markdown", "json", "html")


def print_report(summaries: "Sequence[Summary]", form: str, style: ReportStyle) -> str:
    """Return a report in one of ``FORMATS``; the format's module is imported when asked for."""
    module = import_module(f"inbox_toolkit.audit.reporters.{form}")
    text: str = module.report(summaries, style)
    return text
