"""The second law: what ``prove`` refutes, ``validate`` reports."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from inbox_toolkit.contract.inference.infer import infer
from inbox_toolkit.generate.generator import DataGenerator
from inbox_toolkit.prove.counterexamples import Counterexample
from inbox_toolkit.template.template import Template

from tests.support.contracts import of_body
from tests.support.flow_fuzz import make
from tests.support.json_fuzz import Maker, run_template
from tests.support.projects import check, write_project

KINDS = {
    "missing-value": {"missing-value", "possibly-unset", "unknown-root"},
    "render-failure": {"render-failure"},
    "not-json": {"rendered-not-json"},
    "injection": {"unsafe-in-json"},
    "nonsense": {"date-input", "text-arithmetic", "wrong-type"},
    "size": {"payload-size"},
}
"""The rules that report a kind of failure, once its data is a fixture."""

STATIC = {
    "comma": {"empty-loop", "json-syntax", "possibly-not-json", "rendered-not-json", "trailing-comma-loop"},
    "injection": {"unsafe-in-json"},
}  # fmt: skip
"""The rules that report a kind of failure with fixtures that do not show it."""


_BROKEN = {"missing-value", "possibly-unset", "unknown-root", "render-failure", "rendered-not-json"}
"""Of a message that never renders, nothing else can be found."""


def random_template(seed: int) -> Template:
    """Return a random template: of JSON for odd seeds, of control flow for even ones."""
    return of_body(Maker(Random(seed)).whole()) if seed % 2 else make(seed)


def unreported(made: Template, folder: Path, *, seed: int, cases: int = 120) -> Iterator[str]:
    """Yield each failure that a search finds and ``validate`` says nothing about."""
    for one in run_template(made, seed=seed, cases=cases).search.found:
        rules = _rules(folder, made, one.data, one.profile)
        if not rules & KINDS[one.failure.kind]:
            yield f"with a fixture: {_text(one)}; reported: {sorted(rules)}"
        kind = _static_kind(one)
        plain = DataGenerator(infer(made).schema, Random(seed)).plain()
        people = DataGenerator(infer(made, of="customer").schema, Random(seed)).plain()
        if kind and plain is not None and people is not None:
            rules = _rules(folder, made, plain, people)
            if not rules & (STATIC[kind] | _BROKEN):
                yield f"without one: {_text(one)}; reported: {sorted(rules)}"


def _rules(folder: Path, made: Template, data: object, profile: object) -> set[str]:
    write_project(
        folder,
        {
            "inbox.toml": "",
            "templates/t.json": made.source.text,
            "fixtures/profiles/p.json": profile,
            "fixtures/message_data/t/standard.json": data,
        },
    )
    return {one.rule for one in check(folder).diagnostics}


def _static_kind(one: Counterexample) -> str:
    if one.failure.kind == "injection":
        return "injection"
    texts = repr((one.data, one.profile))
    return "comma" if one.failure.is_structural and "\\" not in texts and '"' not in texts else ""


def _text(one: Counterexample) -> str:
    return f"{one.failure.kind}: {one.failure.message} for {one.data} and {one.profile}"
