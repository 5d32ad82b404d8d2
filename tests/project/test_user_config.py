import os
from pathlib import Path

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.user_config import (
    UserConfig,
    read_user_config,
    user_config_path,
    write_user_config,
)

WHOLE = UserConfig("id:ada", "eu", 'k"e\\y', 70310)
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "config.toml"


def test_the_file_is_under_the_users_own_config(tmp_path: Path) -> None:
    assert user_config_path({"XDG_CONFIG_HOME": "/x", "HOME": "/h"}) == Path(
        "/x/inbox-toolkit/config.toml"
    )
    assert user_config_path({"HOME": "/h"}) == Path("/h/.config/inbox-toolkit/config.toml")
    assert user_config_path({}) is None


def test_no_file_says_nothing(path: Path) -> None:
    assert read_user_config(path) == UserConfig()
    assert read_user_config(None) == UserConfig()


def test_what_is_written_is_read_and_nobody_else_reads_it(path: Path) -> None:
    for config in (WHOLE, UserConfig(me="id:bob")):
        write_user_config(path, config)
        assert read_user_config(path) == config
    assert [one.name for one in path.parent.iterdir()] == ["config.toml"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@posix_only
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666])
def test_a_file_others_may_read_is_refused(path: Path, mode: int) -> None:
    write_user_config(path, WHOLE)
    path.chmod(mode)
    with pytest.raises(ProjectError, match="others may read it") as raised:
        read_user_config(path)
    assert raised.value.help == f"chmod 600 {path}"


@pytest.mark.parametrize(
    "text", [b'key = "s3cret', b"key = 5", b'keys = "s3cret"', b"\xff", b'workspace_id = "1"']
)
def test_a_damaged_file_is_named_and_its_key_is_not(path: Path, text: bytes) -> None:
    write_user_config(path, WHOLE)
    path.write_bytes(text)
    with pytest.raises(ProjectError) as raised:
        read_user_config(path)
    assert str(path) in raised.value.message
    assert "s3cret" not in f"{raised.value.message} {raised.value.help}"


def test_a_folder_in_its_place_is_an_error(path: Path) -> None:
    path.mkdir(parents=True)
    path.chmod(0o700)
    with pytest.raises(ProjectError, match="cannot be read"):
        read_user_config(path)
    with pytest.raises(ProjectError, match="cannot be written"):
        write_user_config(path, WHOLE)


def test_the_key_is_not_printed() -> None:
    assert "k" + '"' not in repr(WHOLE)
