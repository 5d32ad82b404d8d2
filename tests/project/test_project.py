from pathlib import Path

import pytest
from inbox_toolkit.project.project import nearest, open_project, split_language


def test_both_endings_and_subfolders_are_templates(tmp_path: Path) -> None:
    for name in (
        "b.json",
        "a.json.liquid",
        "mail/c.fr.json",
        ".draft.json",
        "notes.txt",
        "x.json5",
    ):
        file = tmp_path / "templates" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("{}")
    (tmp_path / "fixtures").mkdir()
    found = open_project(tmp_path).template_files
    assert [(one.stem, one.name) for one in found] == [
        ("a", "templates/a.json.liquid"),
        ("b", "templates/b.json"),
        ("mail/c.fr", "templates/mail/c.fr.json"),
    ]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    error = nearest("order_shiped", ["welcome", "order_shipped"], "template", "templates/")
    assert error.message == "there is no template `order_shiped`"
    assert error.help == "did you mean `order_shipped`?"
    assert error.exit_code == 2
    assert "there are: welcome" in (nearest("zzz", ["welcome"], "template", "t/").help or "")
    assert "add one under t/" in (nearest("zzz", [], "template", "t/").help or "")


@pytest.mark.parametrize(
    ("stem", "name", "language"),
    [
        ("order.de", "order", "de"),
        ("order.pt-BR", "order", "pt-BR"),
        ("order.es-419", "order", "es-419"),
        ("order.en_001", "order", "en_001"),
        ("order.zh-Hant", "order", "zh-Hant"),
        ("order.zh-Hant-TW", "order", "zh-Hant-TW"),
        ("order.shipped.fil", "order.shipped", "fil"),
        ("order", "order", None),
        ("order.v2", "order.v2", None),
        ("order.es-41", "order.es-41", None),
        ("order.es-4191", "order.es-4191", None),
        ("order.es-٤١٩", "order.es-٤١٩", None),
        ("order.DE", "order.DE", None),
    ],
)
def test_a_translation_is_told_by_its_language_tag(
    stem: str, name: str, language: str | None
) -> None:
    assert split_language(stem) == (name, language)
