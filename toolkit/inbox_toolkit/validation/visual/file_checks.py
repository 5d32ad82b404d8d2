"""What is wrong in a project's own visual files: the templates and the theme."""

from collections.abc import Iterator
from dataclasses import dataclass

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import theme_of
from inbox_toolkit.project.project import Project
from inbox_toolkit.schemas.checking import shipped_checker
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.visual.templates import Node, Registry, registry_in
from inbox_toolkit.validation.visual.theme_checks import PARTS, theme_remarks

STYLED = frozenset({"text", "date", "button", "image"})
"""The nodes whose variants a theme names; a heading's are h2, h3 and h4."""


@dataclass(frozen=True, slots=True)
class FileMistake:
    """One thing wrong in a visual file, and what to do about it."""

    location: Location
    message: str
    help: str


def file_mistakes(project: Project) -> Iterator[FileMistake]:
    """Yield everything wrong with the files that ``[visual]`` of a project's settings names."""
    settings = project.config.visual
    theme = None
    if settings.theme:
        opened = _opened(project, settings.theme, "visual-theme")
        yield from opened.mistakes
        theme = opened.root.plain() if opened.root else None
        if opened.root is not None and not opened.mistakes:
            held = opened.root.member("theme")
            for span, message, help_text in theme_remarks(held.value if held else opened.root):
                yield FileMistake(Location(opened.source, span), message, help_text)
    if settings.templates:
        opened = _opened(project, settings.templates, "visual-templates")
        yield from opened.mistakes
        registry = registry_in(opened.source)
        if registry is not None:
            yield from _tree_mistakes(registry, theme_of(theme))


@dataclass(frozen=True, slots=True)
class _Opened:
    source: Source
    root: JsonValue | None
    mistakes: tuple[FileMistake, ...]


def _opened(project: Project, name: str, schema: str) -> _Opened:
    """Read a file and hold it against a shipped schema; what cannot be read has no root."""
    try:
        source = project.config.read(name)
    except ProjectError as error:
        nowhere = Location(Source(name, ""), Span(0, 0))
        help_text = error.help or ""
        return _Opened(nowhere.source, None, (FileMistake(nowhere, error.message, help_text),))
    reading = read_json(source.text)
    if reading.root is None or reading.problems:
        return _Opened(
            source,
            None,
            tuple(
                FileMistake(Location(source, one.span), one.message, one.help)
                for one in reading.problems
            ),
        )
    return _Opened(source, reading.root, tuple(_mismatch(source, reading.root, schema)))


def _mismatch(source: Source, root: JsonValue, schema: str) -> Iterator[FileMistake]:
    for problem in shipped_checker(schema).problems(root.plain()):
        value = root.at(problem.path)
        keyed = value.member(problem.key) if problem.key is not None else None
        span = keyed.key_span if keyed else value.handle
        yield FileMistake(Location(source, span), problem.message, problem.help)


def _tree_mistakes(registry: Registry, theme: object) -> Iterator[FileMistake]:
    """Yield the references that lead nowhere or in a circle, and the variants without a style."""
    for name, root in registry.roots.items():
        for node in root.walk():
            if node.kind == "template":
                yield from _reference_mistakes(registry, name, node)
            elif node.kind in STYLED and node.variant and isinstance(theme, dict):
                yield from _variant_mistakes(registry.source, node, theme)


def _reference_mistakes(registry: Registry, within: str, node: Node) -> Iterator[FileMistake]:
    wanted = node.name
    place = Location(registry.source, _written(node, "name"))
    if not wanted:
        return  # the schema says so
    if wanted not in registry.roots:
        near = nearest_name(wanted, frozenset(registry.roots) - {within})
        known = ", ".join(sorted(registry.roots))
        yield FileMistake(
            place,
            f"there is no visual template `{wanted}`, so nothing is drawn here",
            f"did you mean `{near}`?" if near else f"there are: {known}",
        )
    elif _reaches(registry, wanted, within):
        message = f"`{within}` draws itself again here, ten times over"
        yield FileMistake(place, message, "take this reference out")


def _reaches(registry: Registry, start: str, wanted: str) -> bool:
    """Return True if a template draws another, directly or through others."""
    seen: set[str] = set()
    stack = [start]
    while stack:
        name = stack.pop()
        if name == wanted:
            return True
        if name in registry.roots and name not in seen:
            seen.add(name)
            inside = registry.roots[name].walk()
            stack += [one.name for one in inside if one.kind == "template"]
    return False


def _variant_mistakes(
    source: Source, node: Node, theme: dict[str, object]
) -> Iterator[FileMistake]:
    known = _variants(theme, node.kind)
    wanted = node.variant
    if wanted in known:
        return
    near = nearest_name(wanted, known)
    help_text = f"did you mean `{near}`?" if near else f"add `{wanted}` under `{node.kind}` of it"
    message = f"the theme has no variant `{wanted}` of `{node.kind}`, so it is drawn without one"
    yield FileMistake(Location(source, _written(node, "variant")), message, help_text)


def _variants(theme: dict[str, object], kind: str) -> frozenset[str]:
    """Return the variants of a component: those of the dark mode count as well."""
    modes = theme.get("modes")
    dark = modes.get("dark") if isinstance(modes, dict) else None
    styles = (part.get(kind) for part in (theme, dark) if isinstance(part, dict))
    names = (name for style in styles if isinstance(style, dict) for name in style)
    return frozenset(name for name in names if name not in PARTS and not name.startswith("$"))


def _written(node: Node, key: str) -> Span:
    """Return the span of a node's value under a key, or else of its beginning."""
    member = node.json.member(key)
    return member.value.span if member else node.json.handle
