"""Liquid whose braces are split by a space prints as plain text.

Why: ``{ { name } }`` is not Liquid. A formatter or a word processor splits the braces, nothing
fails, and the recipient reads the code.

Bad::

    "title": "Hi { { customer.first_name } }"

Good::

    "title": {{ customer.first_name | prepend: 'Hi ' | json }}
"""

import re
from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="split-delimiter",
    summary="Liquid whose braces are split by a space",
    severity=Severity.ERROR,
    changes_output=True,
)

_BLANK = r"[^\S\r\n]"
_SPLIT = re.compile(
    rf"""
    (?P<open>\{{{_BLANK}*\{{|\{{{_BLANK}+%-?|\{{%-?)    # {{{{, {{ {{, {{ % or {{%
    (?P<inner>(?:'[^']*'|\\?"[^"\\\r\n]*\\?"|[^{{}}%'"\r\n])*?)
    (?P<close>\}}{_BLANK}*\}}|-?%{_BLANK}+\}}|-?%\}})
    """,
    re.VERBOSE,
)
_RAW = re.compile(r"\{%-?\s*(?P<tag>raw|comment)\s*-?%\}.*?\{%-?\s*end(?P=tag)\s*-?%\}", re.DOTALL)
_OUTPUT = re.compile(r"\s*-?\s*[A-Za-z_][\w.\[\]'\"-]*\s*(?:\||-?\s*\Z)")
_TAG = re.compile(
    r"\s*(?:end)?(?:assign|capture|case|comment|cycle|echo|else|elsif|for|if|raw|tablerow|unless|when)\b"
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per placeholder or tag; read from the text, as it may not parse."""
    source = context.template.source
    text = source.text
    if not re.search(rf"[{{%]{_BLANK}+[{{%]|[}}%]{_BLANK}+\}}", text):
        return
    raw = [one.span() for one in _RAW.finditer(text)]
    for found in _SPLIT.finditer(text):
        start, end = found.span()
        if any(first <= start < last for first, last in raw) or not _is_split(found):
            continue
        location = Location(source, Span(start, end))
        joined = _joined(found)
        yield Finding(
            location,
            "these braces are split by a space, so this is not Liquid",
            label="printed as it is" if found["open"] not in ("{{", "{%", "{%-") else "",
            help=f"write {joined}",
            fix=Fix(f"write {joined}", (Edit(location.span, joined),)),
        )


def _is_split(found: re.Match[str]) -> bool:
    is_tag = "%" in found["open"]
    if is_tag != ("%" in found["close"]) or not _has_blank(found["open"] + found["close"]):
        return False
    return (_TAG if is_tag else _OUTPUT).match(found["inner"]) is not None


def _has_blank(delimiters: str) -> bool:
    return any(one.isspace() for one in delimiters)


def _joined(found: re.Match[str]) -> str:
    opening, closing = ("".join(found[part].split()) for part in ("open", "close"))
    return opening + found["inner"] + closing
