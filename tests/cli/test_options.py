from toolkit.cli.options import examples


def test_examples_are_one_a_line() -> None:
    assert examples("inbox a", "inbox b") == "\b\nExamples:\n  inbox a\n  inbox b"
