"""Types as Pydantic models; ``test_languages.py`` has all fixtures through them."""

from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from inbox_toolkit.codegen.model import objects_of
from inbox_toolkit.codegen.python import module_text
from inbox_toolkit.codegen.python_pydantic import pydantic_models
from inbox_toolkit.generate.generator import DataGenerator
from pydantic import BaseModel, ValidationError

from tests.support.typed import HARD, HARD_DATA, loaded, same, type_checked

USE = """
one = HardData(order_id="x", class__=3, two_words=None, items=[HardDataItemsItem(n=1)], kind="a")
if one.billing is not None:
    print(one.billing.street.upper())
print(one.items[0].n + 1, one.to_message_data()["order_id"])
"""


@pytest.fixture(scope="module")
def text() -> str:
    return module_text(pydantic_models(objects_of(HARD, "HardData")), HARD["title"])


@pytest.fixture(scope="module")
def module(text: str, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    path = tmp_path_factory.mktemp("pydantic") / "hard_pydantic.py"
    path.write_text(text, encoding="utf-8")
    return loaded(path)


@pytest.mark.parametrize("plugin", ["", "plugins = pydantic.mypy\n"])
def test_it_type_checks_and_so_does_its_use(text: str, tmp_path: Path, plugin: str) -> None:
    (tmp_path / "order.py").write_text(text + USE, encoding="utf-8")
    checked = type_checked(tmp_path / "order.py", config=plugin)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    wrong = USE.replace('kind="a"', 'kind="z"').replace('"x"', "None").replace("is not", "is")
    (tmp_path / "order.py").write_text(text + wrong, encoding="utf-8")
    said = type_checked(tmp_path / "order.py", config=plugin).stdout
    for part in ('"order_id"', '"kind"', '"None"'):
        assert part in said


@pytest.mark.parametrize("data", HARD_DATA)
def test_data_comes_back_as_it_was(module: ModuleType, data: dict[str, Any]) -> None:
    made = module.HardData.from_message_data(data)
    assert same(made.to_message_data(), data)
    assert same(made.model_dump(mode="json", by_alias=True, exclude_unset=True), data)


def test_any_data_that_fits_comes_back_as_it_was(module: ModuleType) -> None:
    maker = DataGenerator(HARD, Random(3))
    for _ in range(200):
        data = maker.drawn(0.3)
        assert data is not None
        assert same(module.HardData.from_message_data(data).to_message_data(), data)


def test_what_the_template_does_not_read_is_kept(module: ModuleType) -> None:
    data = {**HARD_DATA[0], "new": 1, "billing": {"street": "s", "floor": 3}}
    assert same(module.HardData.from_message_data(data).to_message_data(), data)


WRONG: list[dict[str, Any]] = [
    {"order_id": 7}, {"class": "3"}, {"items": [{}]}, {"kind": "z"}, {"class_": None},
    {"billing": {"street": None}}, {"billing": None}, {"matrix": [["1"]]}, {"fixed": "no"},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_fit_is_refused(module: ModuleType, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        module.HardData.from_message_data({**HARD_DATA[0], **wrong})


def test_null_is_kept_where_it_is_allowed(module: ModuleType) -> None:
    made = module.HardData.from_message_data({**HARD_DATA[0], "nullable": None})
    assert "nullable" in made.to_message_data()
    assert "nullable" not in module.HardData.from_message_data(HARD_DATA[0]).to_message_data()


def test_no_member_hides_what_a_model_has() -> None:
    own = [name for name in dir(BaseModel) if not name.startswith("_")]
    schema: dict[str, Any] = {"properties": {name: {} for name in own}}
    code = pydantic_models(objects_of(schema, "T"))
    for name in own:
        assert f"    {name}: " not in code.blocks[-1]
        assert f"    {name}_: object" in code.blocks[-1]
