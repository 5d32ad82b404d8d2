from pathlib import Path

from tests.support.projects import check, small_project, write_project


def test_a_file_that_is_not_text_is_reported_and_hides_nothing(tmp_path: Path) -> None:
    small_project(tmp_path, '{"a": "{{ trigger.x }}"}')
    write_project(
        tmp_path,
        {
            "templates/bad.json": b"\xff\xfe",
            "fixtures/profiles/zoe.json": b"\xff",
            "templates/big.json": b" " * 3_000_000,
        },
    )
    report = check(tmp_path)
    assert [(one.rule, one.file) for one in report.diagnostics] == [
        ("unreadable-file", "fixtures/profiles/zoe.json"),
        ("unreadable-file", "templates/bad.json"),
        ("unreadable-file", "templates/big.json"),
        ("missing-value", "templates/t.json"),
    ]
