"""Why the service failed a message that was fine here, as far as this machine can know."""

from collections.abc import Iterator
from urllib.parse import quote

from inbox_toolkit.appapi.deliveries import undefined_variable
from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.send.plan import CheckedMessage
from inbox_toolkit.template.template import Location, Template


def explain_failure(
    failure_message: str | None, checked: CheckedMessage, *, page: str | None = None
) -> list[str]:
    """Return lines that take a failure message back to the template and to what to do.

    ``page`` is where a sandbox shows the delivery, None where the service itself was asked.
    """
    path = undefined_variable(failure_message)
    template = checked.item.case.template
    if path is None or template.body is None or template.parsed.errors:
        return _differs(checked, page) if failure_message and not checked.errors else []
    return [*_where(path, template), *_why(path, checked, page)]


def sandbox_page(endpoint: Endpoint, delivery_id: str) -> str | None:
    """Return where the sandbox shows a delivery; None where a server on no loopback was asked."""
    return f"{endpoint.base_url}/?q={quote(delivery_id, safe='')}" if endpoint.is_local else None


def places_of(path: str, template: Template) -> Iterator[Location]:
    """Yield where the template reads a variable; ``a[0].b`` is found at ``a[0].b`` and ``a.b``."""
    wanted = _bare(path)
    for site in template.program.variables:
        if _bare(site.path) == wanted:
            yield template.locate(site.span)


def _bare(path: str) -> str:
    """Write ``a["b"][0].c`` as ``a.b.0.c``: the service and authors spell paths differently."""
    plain = path.replace("[", ".").replace("]", "").replace('"', "").replace("'", "")
    return plain.casefold()


def _where(path: str, template: Template) -> list[str]:
    places = list(places_of(path, template))
    if not places:
        return [f"{template.file} does not read `{path}`"]
    source, span = places[0]
    at = source.position(span.start)
    more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
    return [
        f"`{path}` is read at {source.name}:{at.line}:{at.column}{more}",
        f"    {source.line(at.line).strip()}",
    ]


def _why(path: str, checked: CheckedMessage, page: str | None) -> list[str]:
    template = checked.item.case.template
    if checked.errors:
        return []  # it was sent with --force, and failed as it was said to
    if path.startswith("customer") and any(places_of(path, template)):
        recipient = checked.item.recipient
        return [
            f"the profile of {recipient} has no such attribute, and the fixture "
            f"{checked.item.case.profile.name} has; compare them:",
            f"    inbox fixtures pull --{recipient.kind.replace('_', '-')} {recipient.value}",
        ]
    return _differs(checked, page)


def _differs(checked: CheckedMessage, page: str | None) -> list[str]:
    if page is not None:
        return [
            "a sandbox renders the template on disk, so something else differs there: its profile "
            f"of {checked.item.recipient}, its snippets, or the project it serves; it shows:",
            f"    {page}",
        ]
    return [
        "the template in Customer.io is probably not the one on disk; its text is given by:",
        f"    inbox export {checked.item.case.template.label}",
    ]
