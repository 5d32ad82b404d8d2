"""Message data that belongs to no template, or that its template does not read.

Why: data in a folder that is not named after a template is never rendered, and the template it was
meant for is checked without it. With the option ``keys``, every top-level value that nothing reads
is reported as well.

Bad::

    "title": {{ trigger.title | json }}
    # inbox.toml
    [validate.options.unused-fixture]
    keys = true
    # fixtures/message_data/t/standard.json
    {"title": "Hello", "tilte": "Hi"}

Good::

    "title": {{ trigger.title | json }}
    # fixtures/message_data/t/standard.json
    {"title": "Hello"}
"""

from collections.abc import Iterator

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, FixtureContext, RuleMeta, TemplateContext

META = RuleMeta(
    id="unused-fixture",
    summary="message data that belongs to no template, or is not read",
    severity=Severity.WARNING,
    options={"keys": False},
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield, where asked for, each top-level key that neither template nor translation reads."""
    template = context.template
    is_sound = not any(one.parsed.errors or one.body is None for one in context.family)
    if not context.options(META)["keys"] or template.language is not None or not is_sound:
        return
    reads = [
        steps
        for one in context.family
        for read in analyze(one).reads
        for steps in read.origins
        if steps[0] == "trigger"
    ]
    if any(len(steps) == 1 or not isinstance(steps[1], str) for steps in reads):
        return  # the whole of it is read
    known = {str(steps[1]) for steps in reads}
    for fixture in context.project.fixtures.message_data.get(template.name, ()):
        for key in fixture.data.keys() - known:
            yield _unread(fixture, key, nearest_name(key, known))


def _unread(fixture: Fixture, key: str, near: str) -> Finding:
    root = read_json(fixture.source.text).root
    member = root.member(key) if root else None
    return Finding(
        Location(fixture.source, member.key_span if member else Span(0, 1)),
        f"no template reads `trigger.{key}`",
        help=f"`trigger.{near}` is read: did you mean that?" if near else "remove it",
    )


def check_fixture(context: FixtureContext) -> Iterator[Finding]:
    """Yield message data whose folder is not named after a template."""
    name, names = context.template, frozenset(context.templates)
    if name is not None and name not in names:
        near = nearest_name(name, names)
        yield Finding(
            Location(context.source, Span(0, 1)),
            f"there is no template `{name}`, so this is never rendered",
            help=f"did you mean `{near}`?" if near else "rename the folder, or remove it",
        )
