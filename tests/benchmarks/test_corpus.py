import re

from benchmarks.corpus import STRUCTURES, template_text


def test_templates_have_so_many_structures_in_turn() -> None:
    texts = [
        re.sub(r"(message|order)(.)\d+", r"\1\2", template_text(one).lower()) for one in range(100)
    ]
    assert len(set(texts)) == STRUCTURES
    assert texts[:STRUCTURES] == texts[STRUCTURES:]
