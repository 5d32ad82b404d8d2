"""Whatever a template's text becomes under a careless hand, no rule crashes on it."""

from pathlib import Path
from random import Random

import pytest
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import Project, load_project
from inbox_toolkit.rendering.environment import render_environment
from inbox_toolkit.template.reader import parse_template
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.runner import validate_template
from inbox_toolkit.validation.settings import settings_of

from tests.support.projects import NOW

PIECES = [
    '"', "\\", "{{", "}}", "{%", "%}", "{", "}", "[", "]", ",", ":", "|", ".", "{% else %}",
    "{% endif %}", "{% if trigger.x %}", "{% for i in trigger.articles %}", "{% endfor %}",
    "{{ [trigger.x].y }}", "{{ trigger | json }}", "{% break %}", "{% case customer.tier %}",
    "{% when 'gold' %}", "{% endcase %}", "{% capture v %}", "{% endcapture %}", "<< x.y >>",
    "{% raw %}", "{% endraw %}", "{% comment %}", "{% liquid\n assign a = 1 %}", "\u2028", "\ufeff",
    "🪨", "{% tablerow i in customer %}", "{% endtablerow %}", "| sort | first | map: 'x'", "\r\n",
]  # fmt: skip


def mangled(random: Random, text: str) -> str:
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(text))
        gone = random.choice((0, 0, 1, 3, 20))
        text = text[:at] + random.choice([*PIECES, ""]) + text[at + gone :]
    return text


@pytest.fixture(scope="module")
def own() -> Project:
    config = find_config(Path(__file__).parent)
    return load_project(config)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_no_rule_crashes(own: Project, seed: int) -> None:
    random = Random(seed)
    every = type(own.config.validate)(rules="all")
    settings = settings_of(type(own.config)(root=own.root, validate=every))
    profiles = own.fixtures.profiles[:2]
    environment = render_environment(own, now=NOW)
    small = Project(
        own.config,
        own.template_files,
        type(own.fixtures)(profiles, own.fixtures.message_data, own.fixtures.snippets),
    )
    for file in own.template_files:
        text = file.path.read_text(encoding="utf-8")
        for _ in range(12):
            made = parse_template(Source(file.name, mangled(random, text)), file.stem, own.config)
            found = validate_template(made, small, environment, settings)
            assert not found.crashes, (made.source.text, found.crashes[0].trace)
