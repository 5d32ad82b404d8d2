"""One made-up report that every reporter is held against: each kind of finding once."""

from inbox_toolkit.diagnostics.diagnostic import (
    Coverage,
    Diagnostic,
    Edit,
    Fix,
    PayloadChange,
    Report,
    RuleDescriptor,
    Severity,
    TemplateSummary,
    sort_diagnostics,
)
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

TEMPLATE = Source(
    "templates/order_shipped.json",
    '{\r\n  "properties": {\r\n    "body": "Order {{ trigger.order_id }} <b>&amp;</b>",\r\n'
    '\t"名前": "{{ customer.名 }} 🪨 {{ customer.x | escape }}"\r\n  }\r\n}\r\n',
)
BROKEN = Source("fixtures/profiles/ada.json", '{"id": 1,}')
LONG = Source(
    "templates/long.json", '{"properties": {"a": "' + "long " * 60 + '{{ customer.nick }}"}}'
)


VERDICTS = (
    TemplateSummary(
        "order_shipped",
        TEMPLATE.name,
        6,
        (
            PayloadChange(
                "ada × standard", '--- before\n+++ after\n@@ -1 +1 @@\n-{"a": "```"}\n+{"a": 2}'
            ),
        ),
    ),
    TemplateSummary("wel|come<b>@all", "templates/wel|come<b>@all.json", 12, ()),
    TemplateSummary("new", "templates/new.json", 0),
)
RULES = (
    RuleDescriptor("missing-value", "a printed variable has no value", Severity.ERROR, "Why: so."),
    RuleDescriptor("unreached-branch", "no case takes a branch", Severity.WARNING, "Why: so."),
)


def span(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


def sample_report() -> Report:
    found = [
        Diagnostic(
            "missing-value",
            Severity.ERROR,
            "`trigger.order_id` has no value in 1 of 18 cases",
            TEMPLATE,
            span(TEMPLATE, "trigger.order_id"),
            cases=("ada × resend",),
            label="missing in message data `resend`",
            notes=("the service would accept the send and then fail the delivery",),
            help="add `order_id` to fixtures/message_data/order_shipped/resend.json",
        ),
        Diagnostic(
            "version-difference",
            Severity.WARNING,
            "`escape` differs between the two versions of Liquid",
            TEMPLATE,
            span(TEMPLATE, "escape"),
            cases=tuple(f"person{number} × standard" for number in range(9)),
            fix=Fix("use `url_encode`", (Edit(span(TEMPLATE, "escape"), "url_encode"),)),
        ),
        Diagnostic(
            "unreached-branch",
            Severity.INFO,
            "no case reaches this",
            LONG,
            span(LONG, "customer.nick"),
        ),
        Diagnostic(
            "json-syntax",
            Severity.ERROR,
            "a comma before the closing bracket",
            BROKEN,
            span(BROKEN, ","),
            help="remove the comma",
        ),
        Diagnostic(
            "unreadable-file",
            Severity.ERROR,
            "templates/x.json is not UTF-8",
            Source("templates/x.json", ""),
            Span(0, 0),
        ),
    ]
    return Report(sort_diagnostics(found), 6, 18, Coverage(42, 41), summaries=VERDICTS, rules=RULES)
