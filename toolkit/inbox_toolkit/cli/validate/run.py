"""Validate once: fix if asked, check, compare, print, and say how it ends."""

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from inbox_toolkit.cli.console import console_style, echo, echo_err, print_error
from inbox_toolkit.cli.error_boundary import BUG, write_report
from inbox_toolkit.diagnostics.diagnostic import Report, Severity
from inbox_toolkit.diagnostics.reporters import print_report
from inbox_toolkit.project.config import Config, find_config, parse_time
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.validation.cache import cache_folder
from inbox_toolkit.validation.engine import ValidateOptions, validate_project


@dataclass(frozen=True, slots=True)
class ValidateArgs:
    """The options of the command, as click read them."""

    paths: tuple[str, ...]
    form: str
    fail_level: str | None
    since: str | None
    baseline: Path | None
    write_baseline: Path | None
    fix: bool
    jobs: int | None
    cache: bool
    now: str | None
    folder: Path


def validate_once(asked: ValidateArgs) -> int:
    """Do what was asked and return the exit code; raises ToolkitError for what stops it."""
    started = perf_counter()
    config = find_config(asked.folder)
    wishes = _wishes(asked, config)
    if asked.fix:
        _fix(config, wishes)
    report = validate_project(config, wishes)
    if wishes.changed is not None and not report.templates:
        echo_err(f"nothing that a template depends on changed since {asked.since}")
    report = _with_breaking(report, asked, config, wishes)
    if asked.write_baseline:
        return _write_baseline(report, asked.write_baseline)
    if asked.baseline:
        report = _without_known(report, asked.baseline)
    report = _enriched(report, asked, config)
    shown = replace(console_style(seconds=perf_counter() - started), base=_base(config))
    echo(print_report(report, asked.form, shown))
    return _exit_code(report, Severity(asked.fail_level or config.validate.fail_level))


def _wishes(asked: ValidateArgs, config: Config) -> ValidateOptions:
    changed = None
    if asked.since:
        from inbox_toolkit.workspace.git import changed_since

        changed = changed_since(config.root, asked.since)
    return ValidateOptions(
        names=asked.paths,
        changed=changed,
        now=parse_time(asked.now, "--now") if asked.now else None,
        jobs=asked.jobs,
        cache=cache_folder(config.root, os.environ) if asked.cache else None,
    )


def _fix(config: Config, wishes: ValidateOptions) -> None:
    from inbox_toolkit.validation.fixes import fix_project

    done = fix_project(config, wishes)
    files = f" in {', '.join(done.files)}" if done.files else ""
    echo_err(f"fixed {quantity(done.fixes, 'finding')}{files}")


def _write_baseline(report: Report, file: Path) -> int:
    from inbox_toolkit.validation.baseline import write_baseline

    number = write_baseline(report, file)
    echo_err(f"{file} now holds {quantity(number, 'finding')}; use it with --baseline {file}")
    return 0


def _without_known(report: Report, file: Path) -> Report:
    from inbox_toolkit.validation.baseline import subtract_baseline

    compared = subtract_baseline(report, file)
    if compared.known:
        echo_err(f"{compared.known} more in the baseline {file}")
    if compared.gone:
        echo_err(
            f"{compared.gone} of the baseline are gone: shrink it with --write-baseline {file}"
        )
    return compared.report


def _with_breaking(
    report: Report, asked: ValidateArgs, config: Config, wishes: ValidateOptions
) -> Report:
    """Add what breaks senders, where a revision is compared with."""
    if asked.since is None or not wishes.changed or not report.templates:
        return report
    from inbox_toolkit.validation.contract_diff import with_breaking_changes

    return with_breaking_changes(report, config, asked.since, wishes.changed)


def _enriched(report: Report, asked: ValidateArgs, config: Config) -> Report:
    """Add what only some formats say: the rules' pages, the payloads that changed."""
    if asked.form == "sarif":
        from inbox_toolkit.validation.rule_docs import rule_descriptors

        return replace(report, rules=rule_descriptors())
    if asked.form == "markdown" and asked.since:
        from inbox_toolkit.validation.payload_diff import with_payload_changes

        now = (
            parse_time(asked.now, "--now") if asked.now else config.render.now or datetime.now(UTC)
        )
        return with_payload_changes(report, config, asked.since, now)
    return report


def _base(config: Config) -> str:
    """Return the way from the repository's root, where a CI service names it, to the project."""
    root = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    if not root:
        return ""
    here, top = config.root.resolve(), Path(root).resolve()
    if here == top or top not in here.parents:
        return ""
    return f"{here.relative_to(top).as_posix()}/"


def _exit_code(report: Report, level: Severity) -> int:
    for failure in report.crashed_rules:
        print_error(
            failure.message,
            help=f"please report it with {write_report(failure.crashes[0].trace)}",
        )
    if report.crashes:
        return BUG
    worst = report.worst()
    return int(worst is not None and worst.rank <= level.rank)
