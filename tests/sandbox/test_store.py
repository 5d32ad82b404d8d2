"""What is kept: pages, marks, retention. What a kill leaves of it is in ``test_kills.py``."""

import sqlite3

import pytest
from inbox_toolkit.sandbox.database import Database
from inbox_toolkit.sandbox.models import AcceptedSend, RenderResult, new_delivery_id
from inbox_toolkit.sandbox.people import Person
from inbox_toolkit.sandbox.store import DeliveryFilter, Retention, Store, metric_conditions


def send(
    at: float = 0.0, *, cio_id: str = "c", template: int = 1, draft: bool = False
) -> AcceptedSend:
    due = None if draft else at
    return AcceptedSend(new_delivery_id(), "t", template, Person(cio_id, {}), {}, at, due)


def filled(count: int, **retention: float) -> Store:
    store = Store(None, Retention(**retention))  # type: ignore[arg-type]
    store.accept([send(float(n)) for n in range(count)])
    return store


def settle(store: Store, *numbers: int, failure: str | None = None) -> None:
    payload = None if failure else {"a": 1}
    store.store_results([RenderResult(n, 50.0, failure, "", payload) for n in numbers])


def numbers(store: Store, **wanted: object) -> list[int]:
    return [one.number for one in store.page(DeliveryFilter(**wanted), 100)]  # type: ignore[arg-type]


def test_pages_are_newest_first() -> None:
    store = filled(5)
    assert [one.number for one in store.page(DeliveryFilter(), 2)] == [5, 4]
    assert numbers(store, before=4) == [3, 2, 1]
    assert numbers(store, since=1.0, until=3.0) == [4, 3, 2]


def test_pages_can_be_narrowed() -> None:
    store = filled(2)
    store.accept([send(cio_id="d"), send(template=2), send(draft=True)])
    settle(store, 1)
    settle(store, 2, failure="no")
    assert numbers(store, cio_id="d") == [3]
    assert numbers(store, template_number=2) == [4]
    assert numbers(store, drafted=True) == [5]
    assert (numbers(store, metric="sent"), numbers(store, metric="failed")) == ([1], [2])
    assert numbers(store, metric="drafted") == [5]
    assert numbers(store, metric="failed", cio_id="d") == []


def test_a_batch_is_stored_whole_or_not_at_all() -> None:
    store = filled(1)
    twin = send()
    with pytest.raises(sqlite3.IntegrityError):
        store.accept([send(), twin, twin])
    assert store.count() == 1
    store.accept([twin])
    assert store.count() == 2


def test_what_is_due_comes_in_order_and_once() -> None:
    store = filled(3)
    assert [one.number for one in store.due(1.0, 10)] == [1, 2]
    settle(store, 1)
    assert store.next_due() == 1.0
    settle(store, 2, 3)
    assert store.next_due() is None


def test_metrics_are_noted_the_first_time_only() -> None:
    store = filled(1)
    (one,) = store.page(DeliveryFilter(), 1)
    assert store.mark(one.delivery_id, "opened", 7.9)
    assert store.mark(one.delivery_id, "opened", 9)
    assert not store.mark("none", "opened", 9)
    found = store.find(one.delivery_id)
    assert found is not None
    assert found.metrics == {"created": 0, "opened": 7}


def test_an_inbox_holds_what_was_delivered_and_is_still_wanted() -> None:
    store = filled(3)
    store.store_results(
        [RenderResult(n, 50.0, None, "", {"n": n}, expires_at=60.0 + n) for n in (1, 2, 3)]
    )
    assert [one.number for one in store.inbox("c", 61.5)] == [3, 2]
    newest = store.page(DeliveryFilter(), 1)[0]
    assert store.touch(newest.delivery_id, opened=True)
    assert store.inbox("c", 61.5)[0].opened
    assert store.touch(newest.delivery_id, removed=True)
    assert [one.number for one in store.inbox("c", 61.5)] == [2]
    assert not store.touch("none", opened=True)


def test_only_so_many_are_kept_and_never_what_still_waits() -> None:
    store = filled(10, most=3)
    assert store.delete_expired(5.0) == 0
    settle(store, *range(2, 11))
    assert store.delete_expired(5.0) == 6
    assert numbers(store) == [10, 9, 8, 1]


def test_only_so_old_ones_are_kept() -> None:
    store = filled(4, seconds=2)
    settle(store, 1, 2, 3, 4)
    assert store.delete_expired(4.0) == 2
    assert numbers(store) == [4, 3]


def test_snippets() -> None:
    store = Store(None)
    store.put_snippet("a", "\N{DUCK}", 5.5)
    store.put_snippet("a", "b", 6)
    assert store.snippets() == {"a": ("b", 6)}
    assert store.delete_snippet("a")
    assert not store.delete_snippet("a")


@pytest.mark.parametrize("metric", ["failed", "drafted"])
def test_what_is_rare_among_many_is_found_by_an_index(metric: str) -> None:
    """Else a page that shows failures only reads every delivery, each time one comes."""
    journal = Database(None)
    ((where, _),) = metric_conditions(metric)
    query = f"select * from deliveries where {where} order by number desc limit 50"
    plan = " ".join(str(row) for row in journal.rows(f"explain query plan {query}"))
    journal.close()
    assert f"using index deliveries_{metric}" in plan.lower()
