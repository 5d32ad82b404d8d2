"""Apply the fixes of findings to template files, each verified by rendering.

A fix is kept only if every case of the template and its translations still renders to the same
payload. If its rule is about what is printed, no case that was delivered may fail; if the template
could not be rendered, fewer things must be wrong with it. No fix may raise an error or a warning
that was not there before. ``<< x >>`` becomes ``{{ x }}`` on the way. Files are replaced whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Edit, Report, Severity
from inbox_toolkit.errors import ToolkitError
from inbox_toolkit.liquid.syntax.scanner import normalize_delimiters
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.project import Project, TemplateFile
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.reader import merge_translations, parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.engine import ValidateOptions
from inbox_toolkit.validation.rules import RULES
from inbox_toolkit.validation.runner import validate_template
from inbox_toolkit.validation.unit_runner import UnitRunner
from inbox_toolkit.workspace.manifest import Unit, manifest_of
from inbox_toolkit.workspace.selection import select_units

_MOST_ROUNDS = 10
_CHANGING = frozenset(rule.META.id for rule in RULES if rule.META.changes_output)


Refused = tuple[str, str, Span]
"""A finding whose fix was not kept: its rule, file and span."""


@dataclass(frozen=True, slots=True)
class FixResult:
    """How many fixes were applied, the files written, and the findings whose fix was refused."""

    fixes: int
    files: tuple[str, ...]
    refused: frozenset[Refused] = frozenset()

    def without_refused(self, report: Report) -> Report:
        """Return the report of the fixed project, in which refused fixes are no longer offered."""
        return replace(
            report,
            diagnostics=tuple(
                replace(one, fix=replace(one.fix, safe=False))
                if one.fix is not None and (one.rule, one.file, one.span) in self.refused
                else one
                for one in report.diagnostics
            ),
        )


@dataclass(frozen=True, slots=True)
class _Rendering:
    """What a template and its translations render to, and how much is wrong with them."""

    payloads: Mapping[tuple[str, str], object]
    wrong: int

    def allows(self, after: "_Rendering", *, may_change: bool) -> bool:
        """Return True if a change from this to ``after`` is safe."""
        delivered = {case: one for case, one in self.payloads.items() if one is not None}
        kept = all(
            after.payloads.get(case) is not None if may_change else after.payloads.get(case) == one
            for case, one in delivered.items()
        )
        return kept and after.wrong < self.wrong + self.is_whole

    @property
    def is_whole(self) -> bool:
        """Return True if every case is delivered."""
        return bool(self.payloads) and None not in self.payloads.values()


def fix_project(config: Config, options: ValidateOptions) -> FixResult:
    """Fix what can be fixed in the selected units, until nothing more changes.

    Raises ProjectError if a file cannot be written.
    """
    manifest = manifest_of(config)
    now = options.now or config.render.now or datetime.now(UTC)
    runner = UnitRunner(config, manifest, now)
    fixes, files, refused = 0, set[str](), set[Refused]()
    for unit in select_units(manifest, config, options.names):
        for _ in range(_MOST_ROUNDS if unit.templates else 0):
            done = fix_unit(runner, unit, runner.run(unit).diagnostics)
            fixes += done.fixes
            files |= set(done.files)
            if not done.files:
                refused |= done.refused
                break
    return FixResult(fixes, tuple(sorted(files)), frozenset(refused))


def fix_unit(runner: UnitRunner, unit: Unit, found: Iterable[Diagnostic]) -> FixResult:
    """Apply the safe fixes among a unit's findings.

    Raises ProjectError if a file cannot be written.
    """
    project, _ = runner.open(unit)
    texts = {one.name: _text(project.config, one.name) for one in unit.templates}
    before = dict(texts)
    bench = _FixVerifier(runner, project, unit.templates)
    straight = {name: normalize_delimiters(text) for name, text in texts.items()}
    applied = 0
    if straight != texts and bench.proof(texts).allows(bench.proof(straight), may_change=False):
        applied += sum(straight[name] != text for name, text in texts.items())
        texts = straight
    kept, refused = _apply(bench, texts, [one for one in found if one.file in texts])
    applied += kept
    written = tuple(name for name, text in texts.items() if text != before[name])
    for file in unit.templates:
        if (
            file.name in written and _text(project.config, file.name) == before[file.name]
        ):  # not edited meanwhile
            project.config.write(file.name, texts[file.name], replace=True)
    return FixResult(applied, written, refused)


def _apply(
    bench: "_FixVerifier", texts: dict[str, str], found: list[Diagnostic]
) -> tuple[int, frozenset[Refused]]:
    """Try each fix by itself, the last in the file first so that the others' offsets stay valid."""
    applied, refused = 0, set[Refused]()
    proof = bench.proof(texts)
    taken: dict[str, int] = {}
    for one in sorted(found, key=lambda each: each.span.start, reverse=True):
        if one.fix is None or not one.fix.safe:
            continue
        start = min(edit.span.start for edit in one.fix.edits)
        end = max(edit.span.end for edit in one.fix.edits)
        if end > taken.get(one.file, len(texts[one.file])):
            continue  # overlaps one that was applied: left to the next round
        tried = {**texts, one.file: apply_edits(texts[one.file], one.fix.edits)}
        after = bench.proof(tried)
        is_safe = proof.allows(after, may_change=one.rule in _CHANGING)
        if is_safe and not (proof.is_whole and bench.raises_alarm(one.rule, texts, tried)):
            texts[one.file] = tried[one.file]
            taken[one.file] = start
            proof = after
            applied += 1
        else:
            refused.add((one.rule, one.file, one.span))
    return applied, frozenset(refused)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits applied, which must not overlap."""
    for edit in sorted(edits, key=lambda one: one.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


class _FixVerifier:
    """Renders a template and its translations from texts that are not on disk yet."""

    def __init__(
        self, runner: UnitRunner, project: Project, files: tuple[TemplateFile, ...]
    ) -> None:
        self.runner = runner
        self.project = project
        self.files = files

    def proof(self, texts: Mapping[str, str]) -> _Rendering:
        payloads: dict[tuple[str, str], object] = {}
        wrong = 0
        for template in self._family(texts):
            wrong += len(template.problems)
            if template.body is None or template.parsed.errors:
                wrong += 1 + len(template.parsed.errors)
                continue
            for case in cases_of(template, self.project.fixtures):
                outcome = render_case(case, self.runner.environment)
                payloads[template.label, case.label] = outcome.payload
                wrong += len(outcome.rendered.failures) + (outcome.payload_error is not None)
        return _Rendering(payloads, wrong)

    def raises_alarm(self, fixed: str, before: Mapping[str, str], after: Mapping[str, str]) -> bool:
        """Return True if a rule has more errors or warnings once a finding of ``fixed`` is gone.

        A condition that is corrected may turn out to be one that no case meets.
        """
        known, now = self._alarms(before), self._alarms(after)
        expected = {"unreached-branch"} if fixed in _CHANGING else set()
        return any(count > known[rule] for rule, count in now.items() if rule not in expected)

    def _alarms(self, texts: Mapping[str, str]) -> Counter[str]:
        family = tuple(self._family(texts))
        found = (
            validate_template(
                one, self.project, self.runner.environment, self.runner.settings, family
            )
            for one in family
        )
        return Counter(
            one.rule
            for result in found
            for one in result.diagnostics
            if one.severity is not Severity.INFO
        )

    def _family(self, texts: Mapping[str, str]) -> list[Template]:
        return merge_translations(
            parse_template(Source(one.name, texts[one.name]), one.stem, self.runner.config)
            for one in self.files
        )


def _text(config: Config, name: str) -> str:
    try:
        return config.read(name).text
    except ToolkitError:
        return ""
