"""A variable that is printed is empty in some case.

Why: null, ``""``, whitespace and ``[]`` print nothing. The message is delivered with a hole in it.

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

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.compiler.program import VariableRef
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.text.quantity import quantity
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="blank-value",
    summary="a printed variable is empty in some case",
    severity=Severity.ERROR,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place that prints nothing in at least one case."""
    program = context.template.program
    listed = {use.node_span for use in program.filters if _always_prints(use.name, program.version)}
    printing = {
        index
        for index, variable in enumerate(program.variables)
        if variable.use in ("output", "argument") and not variable.defaulted
    }
    blank: dict[int, dict[int, object]] = {}
    for group in context.reads:
        for index, value, *_ in group:  # no path is asked for, so none is made
            if (value and type(value) is not str) or index not in printing or not _is_blank(value):
                continue  # most values are told apart at a glance
            if value != [] or program.variables[index].node_span not in listed:
                found = dict.fromkeys(context.readers(group), value)
                blank.setdefault(index, {}).update(found)
    for index, found in sorted(blank.items()):
        cases = {context.outcomes[number].case.label: found[number] for number in sorted(found)}
        yield _finding(context, program.variables[index], cases)


def _always_prints(name: str, version: str) -> bool:
    """Return True for a filter that prints a number or JSON whatever it is given."""
    spec = spec_of(name, version)
    return spec is not None and spec.always_prints


def _is_blank(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _finding(context: TemplateContext, ref: VariableRef, cases: Mapping[str, object]) -> Finding:
    many = len(context.outcomes)
    kinds = sorted({_kind(value) for value in cases.values()})
    return Finding(
        context.template.locate(ref.span),
        f"`{ref.path}` is {' or '.join(kinds)} in {len(cases)} of {quantity(many, 'case')}",
        label="prints nothing there",
        notes=("the message would be delivered with nothing here",),
        help=f"print a fallback: {{{{ {ref.path} | default: '...' }}}}, or leave this out "
        f"with {{% if {ref.path} != blank %}}",
        cases=tuple(cases),
    )


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return "an empty list"
    return "whitespace" if value else "empty text"
