"""Every tag by its name; a tag that is not here is an error."""

from difflib import get_close_matches

from inbox_toolkit.errors import LiquidSyntaxError, UnknownTagError
from inbox_toolkit.liquid.catalog.sources import LEGACY
from inbox_toolkit.liquid.syntax.tags import cio_tags, conditionals, literal, loops, variables
from inbox_toolkit.liquid.syntax.tags.spec import TagSpec
from inbox_toolkit.text.span import Span

IFCHANGED = TagSpec(
    name="ifchanged",
    form="{% ifchanged %}...{% endifchanged %}",
    read=None,
    closing="endifchanged",
    versions=LEGACY,
)

TAGS: dict[str, TagSpec] = {
    **conditionals.TAGS,
    **loops.TAGS,
    **variables.TAGS,
    **literal.TAGS,
    **cio_tags.TAGS,
    "ifchanged": IFCHANGED,
}

PARTIALS = frozenset({"block", "include", "layout", "render"})
"""Tags of liquidjs that need files, which the service does not have."""

BLOCKS = {spec.closing: spec.name for spec in TAGS.values() if spec.closing}
"""Which closing tag closes what."""

BRANCHES = {
    branch: [spec.name for spec in TAGS.values() if branch in spec.branches]
    for branch in ("else", "elsif", "when")
}
"""Tags that belong inside a block, and which."""


def tags_of(version: str) -> dict[str, TagSpec]:
    """Return the tags of a version of Liquid, those that open a block or stand alone."""
    return {name: spec for name, spec in TAGS.items() if version in spec.versions}


def unknown_tag_error(name: str, span: Span) -> LiquidSyntaxError:
    """Return the error for a tag that nothing reads here: why, and what to do."""
    if name in BLOCKS:
        help_text = f"open it with {{% {BLOCKS[name]} %}}, or remove it"
        return LiquidSyntaxError(f"`{name}` closes nothing here", span, help=help_text)
    if name in BRANCHES:
        help_text = f"it belongs inside {_either(BRANCHES[name])}"
        return LiquidSyntaxError(f"`{name}` does not belong here", span, help=help_text)
    if name in PARTIALS:
        help_text = "put the text in a snippet: {{ snippets.name }}"
        return UnknownTagError(f"the service has no tag `{name}`", span, help=help_text)
    near = get_close_matches(name, [*TAGS, *BLOCKS, *BRANCHES], 1)
    usual = "there are if, unless, case, for, assign, capture, comment, raw and the service's own"
    help_text = f"did you mean `{near[0]}`?" if near else usual
    return UnknownTagError(f"there is no tag `{name}`", span, help=help_text)


def _either(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
