from inbox_toolkit.liquid.catalog.filters import FILTERS
from inbox_toolkit.liquid.catalog.roots import ROOTS
from inbox_toolkit.liquid.catalog.tags import CHOICES, TAGS, filter_names, tag_names
from inbox_toolkit.liquid.filters.registry import LATEST
from inbox_toolkit.liquid.syntax.tags.registry import LATEST_ONLY, READERS


def test_every_tag_we_read_is_listed_and_no_other() -> None:
    assert set(TAGS) == set(READERS)
    assert tag_names("latest") - tag_names("legacy") >= LATEST_ONLY


def test_every_filter_we_have_is_listed_and_no_other() -> None:
    ours = {name for names in LATEST.values() for name in names}
    assert set(FILTERS) == set(filter_names("latest")) == ours


def test_what_is_uncertain_has_its_choice() -> None:
    uncertain = {
        facts.uncertain
        for table in (FILTERS, TAGS, ROOTS)
        for facts in table.values()
        if facts.uncertain
    }
    assert uncertain <= set(CHOICES)
    assert all(choice.choice and choice.source for choice in CHOICES.values())
