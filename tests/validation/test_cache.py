import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.validation.cache import MAGIC, ResultCache, cache_folder

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(value=PLAIN)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    store = ResultCache(tmp_path_factory.mktemp("c") / "cache")
    store.write("x", value)
    assert store.read("x") == value


def test_nothing_is_there_at_first(tmp_path: Path) -> None:
    assert ResultCache(tmp_path / "none").read("x") is None
    assert ResultCache(None).read("x") is None
    ResultCache(None).write("x", 1)
    assert ResultCache(tmp_path / "none").is_enabled
    assert not ResultCache(None).is_enabled


def damaged(content: bytes) -> dict[str, bytes]:
    return {
        "empty": b"",
        "cut": content[:-1],
        "longer": content + b"x",
        "another magic": b"someone else's\n" + content,
        "a flipped bit": content[:-3] + bytes([content[-3] ^ 1]) + content[-2:],
        "foreign": MAGIC + b"\0" * 16 + b"\xff\xff\xff",
        "text": b"{}",
    }


@pytest.mark.parametrize("how", damaged(b"xxxxx"))
def test_damage_is_as_good_as_nothing(tmp_path: Path, how: str) -> None:
    store = ResultCache(tmp_path)
    store.write("x", {"a": (1, "two")})
    content = (tmp_path / "x").read_bytes()
    (tmp_path / "x").write_bytes(damaged(content)[how])
    assert store.read("x") is None
    store.write("x", 2)
    assert store.read("x") == 2


def test_drafts_of_killed_runs_are_swept_and_those_of_running_ones_stay(tmp_path: Path) -> None:
    old, young = tmp_path / ".x.1.aa.part", tmp_path / ".x.2.bb.part"
    for draft in (old, young):
        draft.write_bytes(b"half")
    os.utime(old, (1, 1))
    ResultCache(tmp_path).write("x", 1)
    assert not old.exists()
    assert young.exists()


def test_the_packs_used_longest_ago_go_first(tmp_path: Path) -> None:
    store = ResultCache(tmp_path)
    for number in range(40):
        store.write(f"p{number}", number)
        os.utime(tmp_path / f"p{number}", (number, number))
    kept = {path.name for path in tmp_path.iterdir()}
    assert len(kept) <= 33
    assert "p39" in kept
    assert "p0" not in kept


def test_a_folder_that_others_may_write_is_not_trusted(tmp_path: Path) -> None:
    store = ResultCache(tmp_path)
    store.write("x", 1)
    tmp_path.chmod(0o777)
    assert ResultCache(tmp_path).read("x") is None


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = ResultCache(tmp_path / "file" / "cache")
    store.write("x", 1)
    assert store.read("x") is None


def test_the_folder_is_the_users_own_and_one_per_project(tmp_path: Path) -> None:
    home = {"HOME": "/h", "XDG_CACHE_HOME": "/x"}
    one, other = cache_folder(tmp_path / "a", home), cache_folder(tmp_path / "b", home)
    assert one != other
    assert one is not None
    assert one.parent == Path("/x/inbox-toolkit")
    assert cache_folder(tmp_path, {}) is None
    named = cache_folder(tmp_path, {**home, "INBOX_CACHE_DIR": "/own"})
    assert named is not None
    assert named.parent == Path("/own/inbox-toolkit")
