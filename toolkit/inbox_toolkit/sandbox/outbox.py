"""What was sent through a sandbox, with assertions for a backend's tests."""

from collections.abc import Iterator

from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.sandbox.store import DeliveryFilter

TIMEOUT_SECONDS = 10.0
MAX_LISTED = 10_000


class Outbox:
    """The deliveries of one sandbox; each method first waits until all of them are rendered.

    ``template`` is a template's name, ``to`` any identifier of a person. The assertions return
    the delivery, or raise AssertionError listing every delivery there is.
    """

    def __init__(self, service: Service, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._service = service
        self._timeout = timeout

    def deliveries(self, template: str | None = None, *, to: str | None = None) -> list[Delivery]:
        """Return the deliveries of a template and a person, oldest first; all by default."""
        if not self._service.wait_settled(self._timeout):
            raise AssertionError(f"the sandbox has not rendered every send in {self._timeout:g} s")
        found = self._service.store.page(DeliveryFilter(), MAX_LISTED)
        return [one for one in reversed(found) if _matches(one, template, to)]

    def assert_none(self, template: str | None = None, *, to: str | None = None) -> None:
        """Assert that nothing was sent."""
        found = self.deliveries(template, to=to)
        if found:
            raise AssertionError("\n".join(["nothing should have been sent:", *_lines(found)]))

    def assert_one(self, template: str, *, to: str | None = None) -> Delivery:
        """Assert that exactly one message was sent, whatever became of it."""
        found = self.deliveries(template, to=to)
        if len(found) != 1:
            whom = f" to {to}" if to else ""
            head = f"{len(found)} messages of {template}{whom} instead of one; there are:"
            raise AssertionError("\n".join([head, *_lines(self.deliveries())]))
        return found[0]

    def assert_delivered(self, template: str, *, to: str | None = None) -> Delivery:
        """Assert that exactly one message was delivered, without an error or a warning."""
        one = self.assert_one(template, to=to)
        if not one.is_clean:
            raise AssertionError("\n".join(["it did not render clean:", *_lines([one])]))
        return one

    def assert_failed(self, template: str, *, to: str | None = None, because: str = "") -> Delivery:
        """Assert that exactly one delivery failed with ``because`` in its failure message."""
        one = self.assert_one(template, to=to)
        if one.failure is None or because not in one.failure:
            head = f"it should have failed because of {because!r}:"
            raise AssertionError("\n".join([head, *_lines([one])]))
        return one


def _matches(one: Delivery, template: str | None, to: str | None) -> bool:
    name = one.template.partition(".")[0]
    if template is not None and template not in (one.template, name):
        return False
    return to is None or to in one.person.identifiers.values()


def _lines(found: list[Delivery]) -> Iterator[str]:
    if not found:
        yield "  nothing at all"
    for one in found:
        why = f": {one.failure}" if one.failure else ""
        yield f"  {one.template} to {one.person.label}: {one.state}{why}"
        for each in one.findings:
            yield f"    {each.severity}[{each.rule}] {each.message} ({each.file}:{each.line})"
