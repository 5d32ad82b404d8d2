"""Which faults strike, and what is wrong with a list of them."""

from pathlib import Path
from random import Random

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.sandbox.faults import Fault, FaultSchedule, fault_of, read_faults, read_header

SEND = ("POST", "/v1/send/inbox_message")


def test_a_file_of_faults(tmp_path: Path) -> None:
    file = tmp_path / "faults.toml"
    file.write_text(
        '[[fault]]\nkind = "status"\non = "POST /v1/send/*"\nchance = 0.5\ntimes = 2\n'
        'status = 429\nretry_after = 3\nafter = true\n[[fault]]\nkind = "latency"\nseconds = 1\n'
    )
    first, second = read_faults(file)
    assert first == Fault("status", "POST /v1/send/*", 0.5, 2, 429, 3, after=True)
    assert second == Fault("latency", seconds=1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[fault]", "is not a list of faults"),
        ("x = " + "[" * 5_000, "is not a list of faults"),
        ("", "holds no"),
        ('other = 1\n[[fault]]\nkind = "cut"', "holds no"),
        ('[[fault]]\nkind = "explode"', "there is no fault `explode`"),
        ('[[fault]]\non = "x"', "there is no fault `None`"),
        ('[[fault]]\nkind = "cut"\nwhen = 1', "a fault has no `when`"),
        ('[[fault]]\nkind = "cut"\nchance = 2', "`chance` is 2"),
        ('[[fault]]\nkind = "cut"\nchance = "often"', "`chance` is 'often'"),
        ('[[fault]]\nkind = "status"\nstatus = 42', "`status` is 42"),
        ('[[fault]]\nkind = "cut"\ntimes = true', "`times` is True"),
        ('[[fault]]\nkind = "cut"\ntimes = 1.5', "`times` is 1.5"),
        ('[[fault]]\nkind = "cut"\nafter = 1', "`after` is 1"),
        ('[[fault]]\nkind = "latency"\nseconds = nan', "`seconds` is nan"),
    ],
)
def test_what_is_wrong_with_a_file(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "faults.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=r"faults\.toml") as caught:
        read_faults(file)
    assert message in caught.value.message
    assert caught.value.help


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml"):
        read_faults(tmp_path / "none.toml")


def test_the_header_names_faults() -> None:
    assert read_header("status; status=503 ;retry_after=2, latency;seconds=0.25") == [
        Fault("status", status=503, retry_after=2),
        Fault("latency", seconds=0.25),
    ]
    assert read_header("reset;after=true") == [Fault("reset", after=True)]


@pytest.mark.parametrize("text", ["", ";", "status;status", "status;=1", "explode", "cut,"])
def test_a_header_that_names_none(text: str) -> None:
    with pytest.raises(UsageError):
        read_header(text)


def test_a_fault_strikes_where_and_as_often_as_it_says() -> None:
    faults = FaultSchedule((Fault("cut", "POST /v1/send/*", times=2),), Random(0))
    assert faults.matching("GET", "/v1/messages", None) == []
    struck = [len(faults.matching(*SEND, None)) for _ in range(4)]
    assert struck == [1, 1, 0, 0]
    assert faults.matching(*SEND, "reset") == [Fault("reset")]


def test_chance_is_repeatable() -> None:
    def run() -> list[int]:
        faults = FaultSchedule((Fault("cut", chance=0.3),), Random(7))
        return [len(faults.matching(*SEND, None)) for _ in range(1000)]

    assert run() == run()
    assert 200 < sum(run()) < 400


def test_only_some_faults_wait_for_the_answer() -> None:
    late = [kind for kind in ("latency", "status", "html", "reset", "cut") if Fault(kind).is_late]
    assert late == ["cut"]
    assert fault_of({"kind": "status", "after": True}, "here").is_late
