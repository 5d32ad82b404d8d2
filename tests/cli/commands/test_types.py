"""``inbox types``."""

import json
from pathlib import Path

import pytest

from tests.support.commands import invoke
from tests.support.projects import small_project, write_project

Capsys = pytest.CaptureFixture[str]


def test_one_template(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}"}')
    assert "    a: str" in invoke(capsys, tmp_path, "types", "t").out
    ran = invoke(capsys, tmp_path, "types", "t", "--lang", "typescript")
    assert (ran.code, "  a: string;" in ran.out) == (0, True)


def test_all_are_written_and_checked(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}"}')
    args = ("types", "--all", "--out", "made", "--lang", "json-schema")
    assert invoke(capsys, tmp_path, *args, "--check").code == 1
    assert invoke(capsys, tmp_path, *args).out == f"wrote {Path('made/t.schema.json')}\n"
    assert invoke(capsys, tmp_path, *args).out == ""
    assert invoke(capsys, tmp_path, *args, "--check").code == 0
    small_project(tmp_path, '{"a": "{{ trigger.b | upcase }}"}')
    assert invoke(capsys, tmp_path, *args, "--check").code == 1


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        (("--style", "typeddict"), "class TData(TypedDict):"),
        (("--style", "dataclass"), "class TData(MessageObject):"),
        (("--style", "pydantic"), "class MessageObject(BaseModel):"),
        (("--with-send",), "def send_t("),
        (("--lang", "typescript", "--with-send"), "export async function sendT("),
    ],
)
def test_each_style_is_written_and_checked(
    tmp_path: Path, capsys: Capsys, args: tuple[str, ...], wanted: str
) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a | upcase }}"}')
    written = ("types", "--all", "--out", "made", *args)
    assert invoke(capsys, tmp_path, *written).code == 0
    (file,) = (tmp_path / "made").iterdir()
    assert wanted in file.read_text()
    assert invoke(capsys, tmp_path, *written, "--check").code == 0
    assert invoke(capsys, tmp_path, "types", "t", *args).out == file.read_text()
    file.write_text(file.read_text() + "# by hand")
    ran = invoke(capsys, tmp_path, *written, "--check")
    assert (ran.code, "is out of date" in ran.err) == (1, True)


WRONG = [
    (),
    ("t", "--all"),
    ("t", "--check"),
    ("nobody",),
    ("t", "--lang", "typescript", "--style", "pydantic"),
    ("t", "--lang", "json-schema", "--with-send"),
    ("t", "--style", "attrs"),
]


@pytest.mark.parametrize("args", WRONG)
def test_wrong_use(tmp_path: Path, capsys: Capsys, args: tuple[str, ...]) -> None:
    small_project(tmp_path, "{}")
    assert invoke(capsys, tmp_path, "types", *args).code == 2


def test_definitions_of_a_kept_contract_have_names(tmp_path: Path, capsys: Capsys) -> None:
    body = '{"a": "{{ trigger.from.city | upcase }}{{ trigger.to.city | upcase }}"}'
    small_project(tmp_path, body)
    assert invoke(capsys, tmp_path, "contract", "t", "--write").code == 0
    (file,) = tmp_path.rglob("*.contract.json")
    contract = json.loads(file.read_text())
    place = contract["properties"]["to"]
    contract["$defs"] = {"place": {**place, "description": "A place"}}
    contract["properties"] = {"from": {"$ref": "#/$defs/place"}, "to": {"$ref": "#/$defs/place"}}
    file.write_text(json.dumps(contract))
    out = invoke(capsys, tmp_path, "types", "t", "--style", "pydantic").out
    assert "class TDataPlace(MessageObject):" in out
    assert "    to: TDataPlace" in out
    assert (
        '    from_: TDataPlace = Field(validation_alias="from", serialization_alias="from")' in out
    )


def test_of_a_broken_template_nothing_is_written(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{% if %}"}')
    ran = invoke(capsys, tmp_path, "types", "--all", "--out", "made")
    assert (ran.code, (tmp_path / "made").exists()) == (2, False)


def test_a_broken_template_does_not_block_the_others(tmp_path: Path, capsys: Capsys) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.a }}"}')
    write_project(tmp_path, {"templates/broken.json": '{"properties": {"a": "{% if %}"}}'})
    ran = invoke(capsys, tmp_path, "types", "--all", "--out", "made")
    assert ran.code == 2
    assert ran.out.splitlines() == ["wrote made/t.py"]
    assert "templates/broken.json does not parse" in ran.err
    ran = invoke(capsys, tmp_path, "types", "--all")
    assert (ran.code, "class TData" in ran.out) == (2, True)
