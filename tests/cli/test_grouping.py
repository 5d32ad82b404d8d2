import click
from inbox_toolkit.cli.options import OTHER, examples_epilog, inbox_command, option_group

_first, _second = option_group("First things"), option_group("Second things")


@inbox_command("demo", "inbox demo", "inbox demo --two")
@click.argument("name")
@_first("--one", is_flag=True, help="One.")
@_second("--two", "second", is_flag=True, help="Two.")
@_first("--three", metavar="N", help="Three.")
@_first("--hidden", is_flag=True, hidden=True)
@option_group(OTHER)("--project", metavar="DIR", help="Where.")
def demo(**_: object) -> int:
    """Do a thing."""
    return 0


@inbox_command("plain", "inbox plain", "inbox plain -h")
@option_group(OTHER)("--project", metavar="DIR", help="Where.")
def plain(**_: object) -> int:
    """Do another."""
    return 0


def shown(command: click.Command) -> list[str]:
    context = click.Context(command, info_name="demo", terminal_width=80)
    return [line.rstrip() for line in command.get_help(context).splitlines() if line.strip()]


def test_options_stand_under_their_headings_in_order() -> None:
    assert shown(demo) == [
        "Usage: demo [OPTIONS] NAME",
        "  Do a thing.",
        "First things:",
        "  --one      One.",
        "  --three N  Three.",
        "Second things:",
        "  --two  Two.",
        "Other:",
        "  --project DIR  Where.",
        "  --help         Show this message and exit.",
        "  Examples:",
        "    inbox demo",
        "    inbox demo --two",
    ]


def test_a_command_without_groups_has_plain_options() -> None:
    assert "Options:" in shown(plain)
    assert "Other:" not in shown(plain)


def test_examples_are_one_a_line() -> None:
    assert examples_epilog("inbox a", "inbox b") == "\b\nExamples:\n  inbox a\n  inbox b"
