"""Write the pages of the documentation that are made from the code, or check that they are fresh.

    python -m scripts.reference            # write them
    python -m scripts.reference --check    # exit 1, naming those that differ

``PAGES`` lists them. The tutorial is the README's tour, so the test that runs the tour runs it too.
"""

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from inbox_toolkit import errors
from inbox_toolkit.cli.commands import ALIASES, COMMANDS
from inbox_toolkit.cli.main import inbox
from inbox_toolkit.contract.message_data import check_message_data, message_data_checker
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Report
from inbox_toolkit.liquid.catalog.open_points import OPEN_POINTS
from inbox_toolkit.liquid.catalog.roots import ROOTS
from inbox_toolkit.liquid.filters.registry import lookup, specs
from inbox_toolkit.liquid.filters.spec import FilterSpec
from inbox_toolkit.liquid.syntax.tags.registry import TAGS
from inbox_toolkit.project.config import Config, find_config
from inbox_toolkit.sandbox.options import list_options
from inbox_toolkit.sandbox.outbox import Outbox
from inbox_toolkit.sandbox.pytest_plugin import InboxSandbox
from inbox_toolkit.sandbox.server import Sandbox, SandboxOptions
from inbox_toolkit.validation.engine import ValidateOptions, validate_project
from inbox_toolkit.validation.rule_docs import markdown
from inbox_toolkit.validation.rules import RULES

from scripts import filter_index

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
NOTE = "<!-- Made by `make docs-fresh` from the code; change it there. -->\n"
API: tuple[Callable[..., Any], ...] = (
    InboxSandbox,
    Outbox,
    Sandbox,
    SandboxOptions,
    check_message_data,
    message_data_checker,
    find_config,
    validate_project,
    ValidateOptions,
    Report,
    Diagnostic,
)
"""What other programs may import."""


def main() -> int:
    if "--check" not in sys.argv and filter_index.is_stale():
        filter_index.main()  # and then again, since the filters were imported by the old index
        return subprocess.run([sys.executable, "-m", "scripts.reference"], check=False).returncode
    stale = []
    for name, make in PAGES.items():
        page = DOCS / name
        text = f"{NOTE}\n{make().strip()}\n"
        if "--check" not in sys.argv:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
        elif not page.is_file() or page.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"docs/{name} is not fresh: run `make docs-fresh`", file=sys.stderr)
    return int(bool(stale)) or filter_index.main()


def tutorial() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tour = readme[readme.index("## Five minutes") :]
    tour = tour[: tour.index("\n## ")]
    return tour.replace("## Five minutes", "# Five minutes", 1) + _NEXT


_NEXT = """
## Next steps

- [A project and its files](explanation/project.md)
- [Guard messages in CI](howto/ci.md), [test a backend offline](howto/sandbox.md), [send a test](howto/send.md)
- [Write a translation](howto/translations.md)
- [How the service renders](explanation/rendering.md), and [what is proved](explanation/proof.md)
"""


def commands() -> str:
    return "# Commands\n\n" + "\n".join(_command(name) for name in COMMANDS)


def _command(name: str) -> str:
    command = inbox.get_command(click.Context(inbox), name)
    assert command is not None
    also = [alias for alias, real in ALIASES.items() if real == name]
    parts = [f"## inbox {name}\n", COMMANDS[name], *(f"Also `inbox {one}`." for one in also)]
    return "\n".join([*parts, "", *_helps(command, f"inbox {name}")])


def _helps(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, terminal_width=80, max_content_width=80)
    yield f"```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for each, sub in command.commands.items():
            yield from _helps(sub, f"{name} {each}")


def rules() -> str:
    return "# Rules\n\n" + "\n".join(_rule(rule) for rule in RULES)


def _rule(rule: Any) -> str:
    meta = rule.META
    head = f"## {meta.id}\n\n*{meta.severity}*"
    head += "" if meta.recommended else ', only with `rules = "all"`'
    options = "".join(
        f"- `{key} = {json.dumps(value, ensure_ascii=False)}`\n"
        for key, value in meta.options.items()
    )
    tail = f"\nOptions, under `[validate.options.{meta.id}]`:\n\n{options}" if options else ""
    return f"{head}\n\n{markdown(rule)}\n{tail}"


def configuration() -> str:
    schema = json.loads(
        (ROOT / "toolkit/inbox_toolkit/schemas/config.schema.json").read_text(encoding="utf-8")
    )
    rows = "\n".join(_settings(schema, asdict(Config(root=Path())), ""))
    return f"""# Configuration

`inbox.toml`, or `[tool.inbox]` in `pyproject.toml`, found by walking up from where a command runs.
A flag wins over the environment, the environment over the file, the file over the default.

| key | is | default |
|---|---|---|
{rows}

## Environment

| variable | says |
|---|---|
| `CUSTOMERIO_APP_API_KEY` | the App API key |
| `CIO_TOKEN`, `CIO_WORKSPACE_ID` | a service account's token, and the workspace it needs to be told |
| `CIO_REGION` | `us` or `eu` |
| `CIO_API_URL` | another address of the service: the sandbox, a proxy |
| `CIO_ME` | who `me` is, such as `id:user_123` |
| `INBOX_CACHE_DIR` | where verdicts are remembered |
| `NO_COLOR` | no colour |
"""


def _settings(schema: Mapping[str, Any], defaults: Any, prefix: str) -> Iterator[str]:
    for key, one in schema["properties"].items():
        default = defaults.get(key) if isinstance(defaults, dict) else None
        if one.get("properties"):
            yield from _settings(one, default, f"{prefix}{key}.")
            continue
        shown = "" if default in (None, {}, ()) else f"`{json.dumps(default)}`"
        yield f"| `{prefix}{key}` | {_cell(one.get('description', one.get('type', '')))} | {shown} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def liquid() -> str:
    filters = "\n".join(
        f"| `{one.name}` | {_code(one.signature)} | {_known_to(one)} | {_standing(one)} |"
        for one in specs("latest")
    )
    tags = "\n".join(
        f"| `{one.name}` | {_code(one.form)} | {_versions(one)} | {_standing(one)} |"
        for one in sorted(TAGS.values(), key=lambda one: one.name)
    )
    roots = "\n".join(
        f"| `{one.name}` | {one.holds} | {'yes' if one.is_available else 'no'} |"
        for one in ROOTS.values()
    )
    choices = "\n".join(
        f"### {one.id}\n\n{one.question}\n\n- Known: {one.evidence} ({one.source}).\n- Here: {one.choice}.\n"
        for one in OPEN_POINTS.values()
    )
    return f"""# Filters and tags

*own*: Customer.io's, not liquidjs's. *unlisted*: the engine has it, the service's documentation does
not name it. *open*: a point that no page settles, told at the end. An argument in `[ ]` is optional.

## Filters

| filter | arguments | version | standing |
|---|---|---|---|
{filters}

## Tags

| tag | form | version | standing |
|---|---|---|---|
{tags}

## Where paths start

| name | holds | in an inbox message |
|---|---|---|
{roots}

## Open points

{choices}
## Conformance

{_conformance()}"""


def _conformance() -> str:
    runs = json.loads((ROOT / "tests/liquid/last_run.json").read_text(encoding="utf-8"))
    return "\n\n".join(
        [
            "`make conformance` renders random templates with liquidjs and with this engine: with 10.26.0,\n"
            "and with 10.16.1, the engine of September 2026, which the rule `engine-version` is about.",
            *map(_conformance_run, runs),
            "Intended differences, most of them Customer.io's own tags and filters, are listed with their\n"
            "reasons in `tests/liquid/disagreements.json`.",
        ]
    )


def _conformance_run(run: Mapping[str, Any]) -> str:
    reasons = "\n".join(f"- {count} × {reason}" for reason, count in run["reasons"].items())
    return f"""The last run compared {run["cases"]:,} cases with {run["reference"]}, of which {run["disagreements"]} printed differently:

{reasons}"""


def _code(text: str) -> str:
    return f"`{_cell(text)}`" if text else ""


def _known_to(one: FilterSpec) -> str:
    return "both" if lookup(one.name, "legacy") else "latest only"


def _versions(one: Any) -> str:
    return "both" if len(one.versions) == 2 else f"{next(iter(one.versions))} only"


def _standing(one: Any) -> str:
    parts = ["own"] if one.is_own else []
    parts += [] if one.is_listed else ["unlisted"]
    parts += [] if getattr(one, "applies", True) else ["prints nothing here"]
    parts += [f"open: [{one.open_point}](#{one.open_point})"] if one.open_point else []
    parts += [f"write `{one.replacement}`"] if getattr(one, "replacement", None) else []
    return "; ".join([*parts, _cell(one.source)])


def exit_codes() -> str:
    kinds = [one for one in vars(errors).values() if isinstance(one, type)]
    family = [one for one in kinds if issubclass(one, errors.ToolkitError)]
    rows = "\n".join(
        f"| {one.exit_code} | `{one.__name__}` | {_cell((inspect.getdoc(one) or '').splitlines()[0])} |"
        for one in sorted(family[1:], key=lambda one: one.exit_code)
    )
    return f"""# Exit codes

0 clean, 1 findings (or a send judged failed), 2 usage or configuration, 3 no or bad credentials,
4 forbidden, 5 the service failed or could not be asked, 70 a bug, 130 interrupted.

| code | error | raised when |
|---|---|---|
{rows}
"""


def report() -> str:
    schema = (
        (ROOT / "toolkit/inbox_toolkit/schemas/report.schema.json")
        .read_text(encoding="utf-8")
        .strip()
    )
    return f"""# Report schema

`inbox validate --format json` prints one object of this JSON Schema, which is shipped as
`toolkit/inbox_toolkit/schemas/report.schema.json`.

```json
{schema}
```
"""


def sandbox() -> str:
    rows = "\n".join(
        f"| `{one.name}` | `{one.default}` | {', '.join(one.choices)} | {_cell(one.reason)} |"
        for one in list_options()
    )
    return f"""# Sandbox options

`inbox sandbox --set NAME=VALUE`, or `EmulatorOptions(NAME=VALUE)` in `inbox_sandbox_setup`.

| option | default | choices | why it is open |
|---|---|---|---|
{rows}
"""


def python() -> str:
    parts = [
        "# Python\n\nWhat other programs may import. Everything else may change with any release.\n"
    ]
    for one in API:
        name = one.__name__
        parts.append(
            f"## {one.__module__}.{name}\n\n```python\n{_signature(one, name)}\n```\n\n{_said(one)}\n"
        )
        parts += [_member(key, value) for key, value in vars(one).items() if _is_told(key, value)]
    return "\n".join(parts)


_MODULES = re.compile(r"\b(?:[a-z_]+\.)+(?=[A-Z]|datetime\b)")


def _member(name: str, value: Any) -> str:
    return f"### {name}\n\n```python\n{_signature(value, name)}\n```\n\n{_said(value)}\n"


def _is_told(name: str, value: Any) -> bool:
    return inspect.isfunction(value) and not name.startswith("_") and bool(value.__doc__)


def _signature(one: Any, name: str) -> str:
    text = f"{name}{inspect.signature(one)}"
    return re.sub(r"(: |-> )'([^']+)'", r"\1\2", _MODULES.sub("", text))


def _said(one: Any) -> str:
    return (inspect.getdoc(one) or "").replace("``", "`")


PAGES: dict[str, Callable[[], str]] = {
    "tutorial.md": tutorial,
    "reference/commands.md": commands,
    "reference/rules.md": rules,
    "reference/configuration.md": configuration,
    "reference/liquid.md": liquid,
    "reference/exit-codes.md": exit_codes,
    "reference/report.md": report,
    "reference/sandbox.md": sandbox,
    "reference/python.md": python,
}

if __name__ == "__main__":
    sys.exit(main())
