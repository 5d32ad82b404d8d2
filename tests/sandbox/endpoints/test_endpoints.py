"""Every operation is played once, and under a path of the API's."""

from inbox_toolkit.sandbox.endpoints import ENDPOINTS


def test_no_operation_is_listed_twice() -> None:
    names = [(one.method, one.path) for one in ENDPOINTS]
    assert len(names) == len(set(names))
    assert all(path.startswith(("/v1/", "/api/")) for _, path in names)


def test_only_reads_are_counted_as_reads() -> None:
    assert [one.path for one in ENDPOINTS if one.auth == "send"] == ["/v1/send/inbox_message"]
