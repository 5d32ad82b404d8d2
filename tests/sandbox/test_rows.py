"""What goes into the journal comes out the same."""

from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.sandbox.models import AcceptedSend, Finding, RenderResult, new_delivery_id
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.store import DeliveryFilter, Store, person_of, person_row

TEXT = st.text(st.characters(), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
OBJECT = st.dictionaries(TEXT, JSON, max_size=4)


@given(OBJECT, OBJECT, OBJECT | st.none(), TEXT, TEXT)
def test_a_delivery_comes_back(
    attributes: dict[str, object],
    request: dict[str, object],
    payload: dict[str, object] | None,
    text: str,
    failure: str,
) -> None:
    store = Store(None)
    person = Person("c1", attributes)
    sent = AcceptedSend(new_delivery_id(), "t", 7, person, request, 12.5, 13.5, copies=2)
    store.accept([sent])
    finding = Finding("rule", "error", text, "file", 3, 4, failure)
    problem = None if payload is not None else failure
    store.store_results(
        [RenderResult(1, 14.0, problem, text, payload, (finding,), ("a", "b"), "kind", 99.5)]
    )
    (one,) = store.page(DeliveryFilter(), 10)
    assert (one.person, one.request, one.payload, one.text) == (person, request, payload, text)
    assert (one.failure, one.findings, one.topics) == (problem, (finding,), ("a", "b"))
    assert (one.type, one.expires_at, one.due, one.copies) == ("kind", 99.5, None, 2)
    assert one.metrics == {"created": 12, "failed" if problem is not None else "sent": 14}
    store.close()


@given(OBJECT)
def test_a_person_comes_back(attributes: dict[str, object]) -> None:
    person = Person("c1", attributes)
    assert person_of(*person_row(person)) == person
