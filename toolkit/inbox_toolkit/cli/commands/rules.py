"""``inbox rules``: the rules, their severity and their options."""

from inbox_toolkit.cli.console import echo, echo_json
from inbox_toolkit.cli.options import format_option, inbox_command, json_option


@inbox_command("rules", "inbox rules", "inbox rules --format json")
@format_option
@json_option
def command(form: str, as_json: bool) -> int:
    """List the rules with their severity.

    Rules in parentheses run only with rules = "all" in inbox.toml.
    """
    from inbox_toolkit.validation.rules import RULES

    rows: list[dict[str, object]] = [
        {
            "rule": rule.META.id,
            "severity": rule.META.severity.value,
            "recommended": rule.META.recommended,
            "summary": rule.META.summary,
            "options": dict(rule.META.options),
        }
        for rule in RULES
    ]
    if as_json or form == "json":
        echo_json(rows)
    else:
        echo(_table(rows))
    return 0


def _table(rows: list[dict[str, object]]) -> str:
    wide = max(len(str(row["rule"])) for row in rows)
    return "\n".join(
        f"{row['rule']!s:<{wide}}  {_severity(row):<9}  {row['summary']}" for row in rows
    )


def _severity(row: dict[str, object]) -> str:
    return str(row["severity"]) if row["recommended"] else f"({row['severity']})"
