"""The configuration's ``[validate.ignore]``: say which of its entries ignore nothing any more."""

from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.config import Config
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

RULE = "unused-suppression"
COMPARING = "contract-breaking"
"""The rule that is only asked with ``--since``: elsewhere its entries leave nothing out."""
USUAL_SEVERITY = Severity.WARNING


def idle_ignores(config: Config, used: frozenset[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Yield the entries that no finding was left out for; ``used`` are those some finding was."""
    said = config.validate.severity.get(RULE, USUAL_SEVERITY.value)
    if said == "off" or config.file is None:
        return
    source: Source | None = None
    for pattern, rules in config.validate.ignore.items():
        for rule in rules:
            if (pattern, rule) in used or rule in (RULE, COMPARING):
                continue
            source = source or _text(config)
            yield Diagnostic(
                RULE,
                Severity(said),
                f"`{rule}` finds nothing in `{pattern}`, so there is nothing to ignore",
                source,
                _span(source.text, pattern, rule),
                help="remove it from [validate.ignore]",
            )


def _text(config: Config) -> Source:
    file = config.file or config.root
    try:
        return config.read(file.name)
    except ProjectError:
        return Source(file.name, "")


def _span(text: str, pattern: str, rule: str) -> Span:
    """Return where the rule stands behind its pattern; the start of the file if not as written."""
    start = text.find(pattern)
    at = text.find(rule, start) if start >= 0 else -1
    return Span(at, at + len(rule)) if at >= 0 else Span(0, min(1, len(text)))
