from inbox_toolkit.liquid.catalog.specs import BOTH, LATEST, LEGACY, FilterFacts, TagFacts


def test_a_listed_filter_of_both_versions_is_the_usual_one() -> None:
    facts = FilterFacts("upcase", "text")
    assert facts.versions == BOTH == LATEST | LEGACY
    assert facts.is_listed
    assert not facts.is_own


def test_a_tag_applies_unless_it_says_otherwise() -> None:
    assert TagFacts("if", "{% if x %}").applies
