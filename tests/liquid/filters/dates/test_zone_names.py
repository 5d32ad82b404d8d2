from inbox_toolkit.liquid.filters.dates.zone_names import ICU, RAILS


def test_the_names_people_know() -> None:
    assert RAILS["Hawaii"] == "Pacific/Honolulu"
    assert RAILS["Pacific Time (US & Canada)"] == "America/Los_Angeles"
    assert RAILS["Nuku'alofa"] == "Pacific/Tongatapu"
    assert ICU["PST"] == "America/Los_Angeles"


def test_no_name_was_cut_wrongly() -> None:
    for name, zone in RAILS.items():
        assert name == name.strip()
        assert "/" in zone
    assert all(name == name.upper() for name in ICU)
