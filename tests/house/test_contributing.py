"""CONTRIBUTING is right about the layers and the places it names."""

import re
import tomllib
from pathlib import Path

import pytest


@pytest.fixture
def text(repository: Path) -> str:
    return (repository / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_layers_in_the_table_are_those_that_are_checked(repository: Path, text: str) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(
        one["layers"]
        for one in project["tool"]["importlinter"]["contracts"]
        if one["type"] == "layers"
    )
    held = [re.findall(r"toolkit\.(\w+)", layer) for layer in layers]
    told = [re.findall(r"`(\w+)`", row) for row in re.findall(r"^\| \d+ \| ([^|]+)", text, re.M)]
    assert told[:-1] == held[: len(told) - 1]
    assert told[-1] == [room for layer in held[len(told) - 1 :] for room in layer]


def test_every_path_of_a_recipe_is_there(repository: Path, text: str) -> None:
    recipes = text[text.index("**A rule**") : text.index("## House rules")].replace("\n   ", " ")
    for path in re.findall(r"`((?:toolkit|tests)/[^`]+)`", recipes):
        known = path.partition("<")[0].rpartition("/")[0] if "<" in path else path
        assert (repository / known).exists(), path
