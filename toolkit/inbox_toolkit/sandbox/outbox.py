"""What came out of a sandbox, and assertions about it for the tests of a backend."""

from collections.abc import Iterator

from inbox_toolkit.sandbox.models import Delivery
from inbox_toolkit.sandbox.service import Service
from inbox_toolkit.sandbox.store import DeliveryFilter

PATIENCE_SECONDS = 10.0
MOST_SHOWN = 10_000


class Outbox:
    """The deliveries of one sandbox; each question first waits until all of them are judged.

    ``template`` is a template's name, ``to`` any identifier of a person. The assertions return
    what they found, and raise AssertionError with everything that is there.
    """

    def __init__(self, service: Service, *, patience: float = PATIENCE_SECONDS) -> None:
        self._service = service
        self._patience = patience

    def deliveries(self, template: str | None = None, *, to: str | None = None) -> list[Delivery]:
        """Return the deliveries of a template and a person, oldest first; all by default."""
        if not self._service.wait_settled(self._patience):
            raise AssertionError(f"the sandbox has not judged every send in {self._patience:g} s")
        found = self._service.store.page(DeliveryFilter(), MOST_SHOWN)
        return [one for one in reversed(found) if _is_meant(one, template, to)]

    def assert_none(self, template: str | None = None, *, to: str | None = None) -> None:
        """Assert that nothing was sent."""
        found = self.deliveries(template, to=to)
        if found:
            raise AssertionError("\n".join(["nothing should have been sent:", *_lines(found)]))

    def assert_one(self, template: str, *, to: str | None = None) -> Delivery:
        """Assert that one message was sent, whatever came of it."""
        found = self.deliveries(template, to=to)
        if len(found) != 1:
            whom = f" to {to}" if to else ""
            head = f"{len(found)} messages of {template}{whom} instead of one; there are:"
            raise AssertionError("\n".join([head, *_lines(self.deliveries())]))
        return found[0]

    def assert_delivered(self, template: str, *, to: str | None = None) -> Delivery:
        """Assert that one message was delivered, and that nothing was found wrong in it."""
        one = self.assert_one(template, to=to)
        if not one.is_clean:
            raise AssertionError("\n".join(["it did not render clean:", *_lines([one])]))
        return one

    def assert_failed(self, template: str, *, to: str | None = None, because: str = "") -> Delivery:
        """Assert that one delivery failed, with a text in its failure message."""
        one = self.assert_one(template, to=to)
        if one.failure is None or because not in one.failure:
            head = f"it should have failed because of {because!r}:"
            raise AssertionError("\n".join([head, *_lines([one])]))
        return one


def _is_meant(one: Delivery, template: str | None, to: str | None) -> bool:
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
