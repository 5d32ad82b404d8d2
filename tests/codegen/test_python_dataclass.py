"""Types as dataclasses; ``test_languages.py`` has all fixtures through them."""

from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from inbox_toolkit.codegen.model import objects_of
from inbox_toolkit.codegen.python import module_text
from inbox_toolkit.codegen.python_dataclass import data_classes
from inbox_toolkit.generate.generator import DataGenerator

from tests.support.typed import HARD, HARD_DATA, loaded, same, type_checked

USE = """
one = HardData(order_id="x", class_=3, two_words=None, items=[HardDataItemsItem(n=1)], kind="a")
if one.billing is not ABSENT:
    print(one.billing.street.upper())
print(one.items[0].n + 1, one.to_message_data()["order_id"])
"""


@pytest.fixture(scope="module")
def text() -> str:
    return module_text(data_classes(objects_of(HARD, "HardData")), HARD["title"])


@pytest.fixture(scope="module")
def module(text: str, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    path = tmp_path_factory.mktemp("dataclass") / "hard_dataclass.py"
    path.write_text(text, encoding="utf-8")
    return loaded(path)


def test_it_type_checks_and_so_does_its_use(text: str, tmp_path: Path) -> None:
    # `class_` is a key of its own there, and so the one for `class` has one more `_`
    use = USE.replace("class_=", "class__=")
    (tmp_path / "order.py").write_text(text + use, encoding="utf-8")
    checked = type_checked(tmp_path / "order.py")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    wrong = use.replace('kind="a"', 'kind="z"').replace('"x"', "None").replace("is not", "is")
    (tmp_path / "order.py").write_text(text + wrong, encoding="utf-8")
    said = type_checked(tmp_path / "order.py").stdout
    for part in ('"order_id"', '"kind"', "Absent.ABSENT"):
        assert part in said


@pytest.mark.parametrize("data", HARD_DATA)
def test_data_comes_back_as_it_was(module: ModuleType, data: dict[str, Any]) -> None:
    assert same(module.HardData.from_message_data(data).to_message_data(), data)


def test_any_data_that_fits_comes_back_as_it_was(module: ModuleType) -> None:
    maker = DataGenerator(HARD, Random(3))
    for _ in range(200):
        data = maker.drawn(0.3)
        assert data is not None
        assert same(module.HardData.from_message_data(data).to_message_data(), data)


def test_what_the_template_does_not_read_is_kept(module: ModuleType) -> None:
    data = {**HARD_DATA[0], "new": 1, "class__": 2, "billing": {"street": "s", "floor": 3}}
    made = module.HardData.from_message_data(data)
    assert made.more == {"new": 1, "class__": 2}
    assert same(made.to_message_data(), data)


def test_absent_is_not_null(module: ModuleType) -> None:
    made = module.HardDataNullable()
    assert made.deep is module.ABSENT
    assert made.to_message_data() == {}
    assert module.HardDataNullable(deep=None).to_message_data() == {"deep": None}


def test_a_required_member_is_asked_for(module: ModuleType) -> None:
    with pytest.raises(KeyError, match="order_id"):
        module.HardData.from_message_data({"class": 1})
