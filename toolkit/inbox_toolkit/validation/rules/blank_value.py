"""A variable that is printed is empty in some case.

Why: null, ``""``, whitespace and ``[]`` print nothing. The message is delivered with a hole in it.
Only values of profiles, message data, snippets and objects count, and only if the empty value
reaches the message: a separator that the template itself sets to ``''`` is meant to be empty. To
tell, up to ``probes`` cases of a template are rendered again; further cases are not named.

Bad::

    "title": "Hi {{ customer.first_name }}"
    # fixtures/profiles/bob.json
    {"id": "u2", "first_name": null}

Good::

    "title": "Hi {{ customer.first_name | default: 'there' }}"
    # fixtures/profiles/bob.json
    {"id": "u2", "first_name": null}
"""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Literal

from inbox_toolkit.analysis.data_path import Element, Steps, steps_text
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.compiler.program import VariableRef
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.runtime.result import RawRead, read_path
from inbox_toolkit.liquid.syntax.nodes import Capture, Filter
from inbox_toolkit.liquid.syntax.visitor import filtered_expressions
from inbox_toolkit.rendering.blank_probe import BlankProbe, Printed
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="blank-value",
    summary="a printed variable is empty in some case",
    severity=Severity.ERROR,
    options={"probes": 400},
)

DATA_ROOTS = ("customer", "trigger", "snippets", "objects")
"""Where people's values come from; what the template or the service gives is meant to be so."""

Effect = Literal["nothing", "gap", "zero", "used"]
_LABELS: Mapping[Effect, str] = {
    "nothing": "prints nothing there",
    "gap": "leaves a gap there",
    "zero": "counts as 0 there",
    "used": "passed on as if it were a value",
}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place where an empty value of the data reaches the message."""
    candidates = _candidates(context)
    if not candidates:
        return
    reach = _Reach(context)
    for index, reads in sorted(candidates.items()):
        ref = context.template.program.variables[index]
        found: dict[int, tuple[object, Effect, str]] = {}
        for number, raws in sorted(reads.items()):
            for raw in raws:
                effect = reach.effect(number, ref, raw)
                if effect is not None:
                    found[number] = (raw[1], *effect)
                    reach.told.add((number, effect[1]))
                    break
        if found:
            yield _finding(context, ref, found)


def _candidates(context: TemplateContext) -> dict[int, dict[int, list[RawRead]]]:
    """Return the empty values that are read to be printed: by variable, by outcome."""
    variables = context.template.program.variables
    found: dict[int, dict[int, list[RawRead]]] = {}
    for index, reads in context.reads_by_variable.items():
        if variables[index].defaulted or variables[index].use not in ("output", "argument"):
            continue
        for raw, group in reads:  # no path is asked for, so none is made
            value = raw[1]
            if (value and (type(value) is not str or " " < value[0] < "\x7f")) or not _is_blank(
                value
            ):
                continue  # most values are told apart at a glance
            for number in context.readers(group):
                found.setdefault(index, {}).setdefault(number, []).append(raw)
    return found


class _Reach:
    """Decides whether an empty value reaches the message, as cheaply as each place allows."""

    def __init__(self, context: TemplateContext) -> None:
        self.context = context
        self.program = context.template.program
        self.filters = _filters_by_span(context)
        self.probes: dict[int, BlankProbe] = {}
        self.left: int = context.options(META)["probes"]
        self.told: set[tuple[int, str]] = set()
        # functions, as a cached method would make a cycle that holds every outcome
        self.empty_data = cache(partial(_empty_data, context))
        self.empty_loops = cache(partial(_empty_loops, context))

    def effect(self, number: int, ref: VariableRef, raw: RawRead) -> tuple[Effect, str] | None:
        """Return what an empty value does to the message and its path; None if nothing."""
        path = read_path(self.program, raw)
        filters = self.filters.get(ref.span, ())
        if not _is_of_data(path):
            return self._of_a_name(number, ref, raw[1], filters) if ref.local else None
        if ref.use == "output" and not filters:
            return "nothing", path
        return self._of_data(number, ref, path, raw[1], filters)

    def _of_data(
        self,
        number: int,
        ref: VariableRef,
        path: str,
        value: object,
        filters: tuple[Filter, ...],
        steps: Steps = (),
    ) -> tuple[Effect, str] | None:
        specs = [spec_of(one.name, self.program.version) for one in filters]
        later = specs[1:] if ref.use == "argument" else specs
        if any(spec is not None and spec.origin == "fallback" for spec in later):
            return None  # a `default` further on replaces it
        joins = specs[0] is not None and specs[0].origin == "concatenation" if specs else False
        if value == [] and (joins or path in self.empty_loops(number)):
            return None  # adds nothing to another list, or the template asks whether it has items
        effects = self._probe(number, steps or path, value)
        if effects is None:  # the template asks for the value, and prints it all the same
            return None if value == [] else ("used", path)
        own = [one for one in effects if one.span == ref.node_span] or list(effects)
        makes_list = any(spec is not None and spec.returns == "list" for spec in specs)
        if any(one.is_nothing for one in own):
            return "nothing", path
        if value != [] and not makes_list and any(one.is_gap for one in own):
            return "gap", path
        if not own or makes_list or any(spec is not None and spec.always_prints for spec in specs):
            accepts = specs[0].accepts if specs and specs[0] is not None else "any"
            if accepts == "list" and value != []:
                return "zero", path
            is_number = accepts == "number"
            return ("zero", path) if own and is_number and not makes_list else None
        return "used", path

    def _of_a_name(
        self, number: int, ref: VariableRef, value: object, filters: tuple[Filter, ...]
    ) -> tuple[Effect, str] | None:
        """Blame the first empty value of the data that a filler shows to be the cause.

        A member of something that has no value is empty as well: the filler goes where the member
        would be. A member of an item that a filter picked has no path of its own: it is blamed if
        nothing but the data can be empty here.
        """
        read = self.context.analysis.by_span.get(ref.span)
        origins = read.origins if read is not None and read.is_data else ()
        for steps in origins if "." in ref.path or "[" in ref.path else ():
            items = steps if any(isinstance(step, Element) for step in steps) else ()
            if all(isinstance(step, str | int | Element) for step in steps):
                path = steps_text(steps)
                effect = self._of_data(number, ref, path, value, filters, items)
                if effect is not None:
                    return effect
        for path, empty in self.empty_data(number):
            for one in self._probe(number, path, empty) or ():
                if one.span == ref.node_span and one.is_nothing:
                    return None if self._is_told(number, ref, path) else ("nothing", path)
        if read is None or not read.is_data or ref.use != "output" or filters:
            return None
        return "nothing", steps_text(read.origins[0])

    def _is_told(self, number: int, ref: VariableRef, path: str) -> bool:
        """Return True for a capture of a value that is reported inside it."""
        is_captured = any(
            isinstance(node, Capture) and node.name == ref.path for node in self.context.nodes
        )
        return is_captured and (number, path) in self.told

    def _probe(self, number: int, path: str | Steps, value: object) -> tuple[Printed, ...] | None:
        if self.left <= 0:
            return ()
        self.left -= 1
        if number not in self.probes:
            case = self.context.outcomes[number].case
            self.probes[number] = BlankProbe(case, self.context.environment)
        probe = self.probes[number]
        if isinstance(path, str):
            return probe.effect(path, value)
        return probe.effect_on_items(path, value)


def _empty_data(context: TemplateContext, number: int) -> tuple[tuple[str, object], ...]:
    """Return the empty and forgiven missing values of the data that a case reads."""
    rendered, program = context.outcomes[number].rendered, context.template.program
    failed = {failure.span for failure in rendered.failures}
    found: dict[str, object] = {}
    for raw in rendered.raw_reads:
        index, value = raw[0], raw[1]
        if index < 0 or not (value is MISSING or _is_blank(value)):
            continue
        if program.variables[index].span not in failed:
            path = read_path(program, raw)
            if _is_of_data(path):
                found.setdefault(path, value)
    return tuple(found.items())


def _empty_loops(context: TemplateContext, number: int) -> frozenset[str]:
    """Return the paths of the empty lists that a case loops over."""
    program = context.template.program
    return frozenset(
        read_path(program, raw)
        for raw in context.outcomes[number].rendered.raw_reads
        if raw[1] == [] and raw[0] >= 0 and program.variables[raw[0]].use == "loop"
    )


def _filters_by_span(context: TemplateContext) -> Mapping[Span, tuple[Filter, ...]]:
    """Return the filters that a value passes, by where it is read."""
    found: dict[Span, tuple[Filter, ...]] = {}
    for node in context.nodes:
        for chain in filtered_expressions(node):
            found[chain.value.span] = chain.filters
            for number, use in enumerate(chain.filters):
                for argument in use.arguments:
                    found[argument.value.span] = chain.filters[number:]
    return found


def _is_of_data(path: str) -> bool:
    return path.startswith(DATA_ROOTS) and path.partition(".")[0].partition("[")[0] in DATA_ROOTS


def _is_blank(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _finding(
    context: TemplateContext, ref: VariableRef, found: Mapping[int, tuple[object, Effect, str]]
) -> Finding:
    many = len(context.outcomes)
    kinds = sorted({_kind(value) for value, _, _ in found.values()})
    labels = list(dict.fromkeys(_LABELS[effect] for _, effect, _ in found.values()))
    notes = []
    if labels == [_LABELS["nothing"]]:
        notes.append("the message would be delivered with nothing here")
    path = next(iter(found.values()))[2]
    if ref.local:
        notes.append(f"the value comes from `{path}`")
    return Finding(
        context.template.locate(ref.span),
        f"`{ref.path}` is {' or '.join(kinds)} in {len(found)} of {quantity(many, 'case')}",
        label=" or ".join(labels),
        notes=tuple(notes),
        help=f"print a fallback: {{{{ {ref.path} | default: '...' }}}}, or leave this out "
        f"with {{% if {ref.path} != blank %}}",
        cases=tuple(context.outcomes[number].case.label for number in found),
    )


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return "an empty list"
    return "whitespace" if value else "empty text"
