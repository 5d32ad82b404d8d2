"""The report as a page that stands alone: no script, nothing fetched, two pictures.

The first picture is everyone, by what becomes of them; the second is the template's branches, each
as wide as the people who take it. Pictures are SVG whose measures are attributes, so that the one
style sheet, named by its hash in the page's policy, is all the style there is.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files

from inbox_toolkit.audit.reporters.wording import (
    counted,
    effort,
    headline,
    left_out,
    moment,
    percent,
    saving,
    value_name,
)
from inbox_toolkit.audit.summary import OUTCOMES, Cause, Outcome, Summary, ValueCount
from inbox_toolkit.diagnostics.reporters import ReportStyle
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity

MOST_OPEN = 6
MOST_CAUSES = 50
MOST_VALUES = 25
_WIDTH = 1000.0
"""Units across a bar."""
_THINNEST = 4.0
"""Units of a part that is not nothing."""

_NAMES: dict[Outcome, str] = {
    "whole": "Delivered whole",
    "flawed": "Delivered with a flaw",
    "broken": "Broken",
    "failed": "Not delivered",
}
_MEANINGS: dict[Outcome, str] = {
    "whole": "The message arrives as you wrote it.",
    "flawed": "It arrives, with a gap or a word nobody wants to read.",
    "broken": "Something arrives, but no inbox can show it.",
    "failed": "The service accepts the send, then drops it without telling you.",
}


def report(summaries: Sequence[Summary], style: ReportStyle) -> str:  # noqa: ARG001 - a page has its own
    """Return the page."""
    css = files("inbox_toolkit.audit.reporters").joinpath("report.css").read_text("utf-8")
    hashed = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    titles = ", ".join(one.title for one in summaries)
    body = "\n".join(line for one in summaries for line in _message(one))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>Audit: {_text(titles)}</title>\n<style>{css}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>"
    )


def _message(summary: Summary) -> Iterator[str]:
    """Yield the section of one template with one message data."""
    result = summary.result
    yield "<article>"
    yield '<header class="top">'
    yield f'<p class="eyebrow">{_text(summary.title)}</p>'
    kind = "bad" if summary.lost else "odd" if summary.outcomes["flawed"] else "good"
    yield f'<h1 class="{kind}">{_text(_capital(headline(summary)))}.</h1>'
    when = f"{result.now.day} {result.now:%B %Y, %H:%M} UTC"
    yield (
        f'<p class="sub">{counted(summary.people, result.unit)} in {_code(result.source)}, '
        f"each of them judged as of {_text(when)}.</p>"
    )
    if left := left_out(summary):
        yield f'<p class="sub">{_text(_capital(left))}.</p>'
    yield "</header>"
    if summary.people:
        yield from _everyone(summary)
        yield from _causes(summary)
        yield from _by(summary)
        yield from _branches(summary)
    yield (
        f"<footer>{_text(effort(summary))}. {_text(result.engine)}, templates saw "
        f"{_text(moment(summary))}.</footer>"
    )
    yield "</article>"


def _everyone(summary: Summary) -> Iterator[str]:
    """Yield the first picture: everyone, by what becomes of them."""
    parts = [one for one in OUTCOMES if summary.outcomes[one]]
    shares = ((one, percent(summary.share(summary.outcomes[one]))) for one in parts)
    label = ", ".join(f"{_NAMES[one]}: {share}" for one, share in shares)
    yield '<section class="card">'
    everyone = "everyone" if summary.result.unit == "people" else "every send"
    yield f"<h2>What happens to {everyone}</h2>"
    yield (
        '<svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" '
        f'aria-label="{_text(label)}">'
    )
    at = 0.0
    for one, width in zip(parts, _widths([summary.outcomes[one] for one in parts]), strict=True):
        shown = max(width - 2, 1)
        yield f'<rect class="{one}" x="{at:.2f}" width="{shown:.2f}" height="40"/>'
        at += width
    yield "</svg>"
    yield '<ul class="legend">'
    for one in OUTCOMES:
        number = summary.outcomes[one]
        none = "" if number else " none"
        yield (
            f'<li class="{one}{none}"><span class="dot"></span><b>{number:,}</b>'
            f'<span class="share">{_text(percent(summary.share(number)))}</span>'
            f'<span class="name">{_NAMES[one]}</span>'
            f'<span class="meaning">{_MEANINGS[one]}</span></li>'
        )
    yield "</ul></section>"


def _causes(summary: Summary) -> Iterator[str]:
    if not summary.causes:
        return
    yield '<section class="card">'
    yield "<h2>Why, and what to do</h2>"
    first, others = summary.causes[:MOST_OPEN], summary.causes[MOST_OPEN:MOST_CAUSES]
    yield '<ol class="causes">'
    for one in first:
        yield from _cause(summary, one)
    yield "</ol>"
    if others:
        yield f"<details><summary>{quantity(len(others), 'smaller cause')}</summary>"
        yield '<ol class="causes">'
        for one in others:
            yield from _cause(summary, one)
        yield "</ol></details>"
    if (more := len(summary.causes) - MOST_CAUSES) > 0:
        yield f"<p>… and {more:,} more.</p>"
    if summary.savings:
        yield '<div class="saves"><h3>What fallbacks would save</h3><ul>'
        for saved in summary.savings[:MOST_CAUSES]:
            yield f"<li>{_prose(_capital(saving(saved, summary.result.unit)))}.</li>"
        yield "</ul></div>"
    yield "</section>"


def _cause(summary: Summary, one: Cause) -> Iterator[str]:
    share = summary.share(one.people)
    yield f'<li class="{one.outcome}">'
    tag = f'<span class="tag">{_NAMES[one.outcome]}</span>'
    yield f'<p class="what">{tag} {_prose(one.finding.message)}</p>'
    yield f'<p class="count"><b>{one.people:,}</b> {_share(share)}</p>'
    yield _meter(share, one.outcome)
    yield (
        f'<p class="more">{_code(one.place)} <span>for example {_code(one.first_id)}</span></p>'
        f'<p class="fix">{_prose(one.remedy)}</p>'
    )
    yield "</li>"


def _by(summary: Summary) -> Iterator[str]:
    for column, values in summary.by.items():
        yield '<section class="card">'
        yield f"<h2>By {_code(column)}</h2>"
        heads = "".join(
            f"<th>{one}</th>" for one in ("value", summary.result.unit, "not delivered", "")
        )
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>"
        for one in values[:MOST_VALUES]:
            yield _value_row(one)
        yield "</tbody></table>"
        if (more := len(values) - MOST_VALUES) > 0:
            yield f"<p>… and {more:,} more values.</p>"
        yield "</section>"


def _value_row(one: ValueCount) -> str:
    share = one.lost / one.people if one.people else 0.0
    return (
        f"<tr><td>{_text(value_name(one))}</td><td>{one.people:,}</td>"
        f"<td>{one.lost:,} {_share(share)}</td>"
        f"<td>{_meter(share, 'failed')}</td></tr>"
    )


def _branches(summary: Summary) -> Iterator[str]:
    """Yield the second picture: the branches, each as wide as the people who take it."""
    if not summary.branches:
        return
    taken = sum(one.people > 0 for one in summary.branches)
    yield '<section class="card">'
    unit = summary.result.unit
    somebody, nobody = ("somebody", "nobody") if unit == "people" else ("some send", "none")
    yield f"<h2>Which way {unit} go</h2>"
    many = f"{taken} of {len(summary.branches)} branches of the template"
    yield f'<p class="sub">{many} are taken by {somebody}.</p>'
    yield '<ol class="branches">'
    for one in summary.branches:
        kind = "" if one.people else ' class="nobody"'
        share = summary.share(one.people)
        shown = f"{one.people:,}" if one.people else nobody
        yield f'<li{kind}><span class="line">{one.line}</span>{_code(one.label)}'
        yield f"{_meter(share, 'taken')}<b>{shown}</b>{_share(share) if one.people else ''}</li>"
    yield "</ol></section>"


def _meter(share: float, kind: str) -> str:
    width = max(share * _WIDTH, _THINNEST) if share else 0.0
    return (
        '<svg class="meter" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" width="1000" height="8"/>'
        f'<rect class="{kind}" width="{width:.2f}" height="8"/></svg>'
    )


def _share(share: float) -> str:
    return f'<span class="share">{_text(percent(share))}</span>'


def _widths(numbers: Sequence[int]) -> list[float]:
    """Return the widths of parts of a bar: in proportion, but none too thin to be seen."""
    total = sum(numbers)
    widths = [max(number / total * _WIDTH, _THINNEST) for number in numbers]
    scale = _WIDTH / sum(widths)
    return [one * scale for one in widths]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(text: str) -> str:
    return escape(presentable(text))


def _code(text: str) -> str:
    return f"<code>{_text(text)}</code>"


def _prose(text: str) -> str:
    """Return a sentence whose parts between backquotes are code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _text(text)
    return "".join(_code(one) if number % 2 else _text(one) for number, one in enumerate(parts))
