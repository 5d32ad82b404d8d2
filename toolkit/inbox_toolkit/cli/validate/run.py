"""Validate once: apply fixes if asked to, check, compare, print, and return the exit code."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from inbox_toolkit.cli.console import console_style, echo, echo_err, print_error
from inbox_toolkit.cli.error_boundary import BUG, write_report
from inbox_toolkit.cli.progress import ProgressPrinter
from inbox_toolkit.cli.validate.projects import Target, find_targets
from inbox_toolkit.diagnostics.diagnostic import Coverage, Report, Severity, sort_diagnostics
from inbox_toolkit.diagnostics.reporters import print_report
from inbox_toolkit.project.config import Config, parse_time
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.text.record import record
from inbox_toolkit.validation.cache import cache_folder
from inbox_toolkit.validation.engine import ValidateOptions, validate_project

if TYPE_CHECKING:
    from inbox_toolkit.validation.fixes import FixResult


@record
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
    all_projects: bool = False


def validate_once(args: ValidateArgs) -> int:
    """Validate, print a report and return the exit code; raises ToolkitError."""
    started = perf_counter()
    targets = find_targets(args.folder, args.paths, every=args.all_projects)
    reports = [_relocated(_validate(one, args), one.prefix) for one in targets]
    report = reports[0] if len(reports) == 1 else _merged(reports)
    if args.write_baseline:
        return _write_baseline(report, args.write_baseline)
    if args.baseline:
        report = _without_known(report, args.baseline)
    if args.form == "sarif":
        from inbox_toolkit.validation.rule_docs import rule_descriptors

        report = replace(report, rules=rule_descriptors())
    root = Path.cwd() if targets[0].prefix or len(targets) > 1 else targets[0].config.root
    style = replace(console_style(seconds=perf_counter() - started), base=_base(root))
    echo(print_report(report, args.form, style))
    return _exit_code(report, _fail_level(targets, args))


def _validate(target: Target, args: ValidateArgs) -> Report:
    config = target.config
    options = _options(target, args)
    fixed = _fix(config, options) if args.fix else None
    report = validate_project(config, options)
    report = fixed.without_refused(report) if fixed is not None else report
    if args.since is None:
        return report
    report = replace(report, since=args.since)
    if not options.changed or not report.templates:
        return report
    from inbox_toolkit.validation.contract_diff import with_breaking_changes

    report = with_breaking_changes(report, config, args.since, options.changed)
    if args.form != "markdown":
        return report
    from inbox_toolkit.validation.payload_diff import with_payload_changes

    now = options.now or config.render.now or datetime.now(UTC)
    return with_payload_changes(report, config, args.since, now)


def _options(target: Target, args: ValidateArgs) -> ValidateOptions:
    root = target.config.root
    changed = None
    if args.since:
        from inbox_toolkit.workspace.git import changed_since

        changed = changed_since(root, args.since)
    return ValidateOptions(
        names=target.names,
        changed=changed,
        now=parse_time(args.now, "--now") if args.now else None,
        jobs=args.jobs,
        cache=cache_folder(root, os.environ) if args.cache else None,
        on_progress=ProgressPrinter("cases"),
    )


def _fix(config: Config, options: ValidateOptions) -> "FixResult":
    from inbox_toolkit.validation.fixes import fix_project

    done = fix_project(config, options)
    files = f" in {presentable(', '.join(done.files))}" if done.files else ""
    echo_err(f"fixed {quantity(done.fixes, 'finding')}{files}")
    if done.refused:
        echo_err(
            f"left {quantity(len(done.refused), 'finding')} to you: the fix would change a "
            "payload, or raise another warning"
        )
    return done


def _relocated(report: Report, prefix: str) -> Report:
    """Return the report with files named from the current folder instead of the project's."""
    if not prefix:
        return report
    sources = {one.source for one in report.diagnostics}
    moved = {one: replace(one, name=prefix + one.name) for one in sources}
    return replace(
        report,
        diagnostics=tuple(replace(one, source=moved[one.source]) for one in report.diagnostics),
        summaries=tuple(replace(one, file=prefix + one.file) for one in report.summaries),
        crashes=tuple(replace(one, file=prefix + one.file) for one in report.crashes),
    )


def _merged(reports: list[Report]) -> Report:
    return replace(
        reports[0],
        diagnostics=sort_diagnostics(found for one in reports for found in one.diagnostics),
        templates=sum(one.templates for one in reports),
        cases=sum(one.cases for one in reports),
        branches=Coverage(
            sum(one.branches.total for one in reports), sum(one.branches.reached for one in reports)
        ),
        summaries=tuple(summary for one in reports for summary in one.summaries),
        crashes=tuple(crash for one in reports for crash in one.crashes),
        values_checked=all(one.values_checked for one in reports),
    )


def _write_baseline(report: Report, file: Path) -> int:
    from inbox_toolkit.validation.baseline import write_baseline

    number = write_baseline(report, file)
    echo_err(f"{file} now lists {quantity(number, 'finding')}; hide them with --baseline {file}")
    return 0


def _without_known(report: Report, file: Path) -> Report:
    from inbox_toolkit.validation.baseline import subtract_baseline

    compared = subtract_baseline(report, file)
    if compared.gone:
        gone = quantity(compared.gone, "finding")
        echo_err(f"{gone} of the baseline are gone: shrink it with --write-baseline {file}")
    return compared.report


def _base(root: Path) -> str:
    """Return the path from the root of a CI service's checkout to a folder, such as ``shop/``."""
    checkout = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    if not checkout:
        return ""
    here, top = root.resolve(), Path(checkout).resolve()
    if here == top or top not in here.parents:
        return ""
    return f"{here.relative_to(top).as_posix()}/"


def _fail_level(targets: tuple[Target, ...], args: ValidateArgs) -> Severity:
    """Return the lowest severity that makes the exit code 1, of all projects."""
    if args.fail_level:
        return Severity(args.fail_level)
    levels = [Severity(one.config.validate.fail_level) for one in targets]
    return max(levels, key=lambda level: level.rank)


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
