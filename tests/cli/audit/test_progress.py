from inbox_toolkit.cli.audit.progress import AuditProgress


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_line_now_and_then_with_an_estimate() -> None:
    clock, lines = Clock(), list[str]()
    progress = AuditProgress(clock, show=lines.append, is_shown=lambda: True)
    for seconds, what, share in (
        (1, "grouping people", 0.1), (4, "grouping people", 0.25), (5, "grouping people", 0.3),
        (7, "rendering", -1), (300, "rendering", 0.5), (303, "rendering", 1.0),
    ):  # fmt: skip
        clock.now = float(seconds)
        progress(what, share)
    assert lines == [
        "grouping people: 25 %, about 9 s left …",
        "rendering …",
        "rendering: 50 %, about 5 min left …",
        "rendering: 100 % …",
    ]


def test_nothing_where_nobody_looks() -> None:
    clock, lines = Clock(), list[str]()
    progress = AuditProgress(clock, show=lines.append, is_shown=lambda: False)
    clock.now = 60.0
    progress("grouping people", 0.5)
    assert lines == []
