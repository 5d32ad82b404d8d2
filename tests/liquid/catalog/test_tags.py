from inbox_toolkit.liquid.catalog.tags import TAGS, tag_names
from inbox_toolkit.liquid.syntax.tags.registry import LATEST_ONLY, READERS


def test_every_tag_we_read_is_listed_and_no_other() -> None:
    assert set(TAGS) == set(READERS)
    assert tag_names("latest") - tag_names("legacy") >= LATEST_ONLY
