from toolkit.liquid.tags.registry import (
    BETWEEN,
    BLOCKS,
    LATEST_ONLY,
    LEGACY_ONLY,
    PARTIALS,
    READERS,
)


def test_what_closes_a_block_names_one() -> None:
    assert set(BLOCKS.values()) <= set(READERS) | set(LEGACY_ONLY)
    assert all(closing == f"end{name}" for closing, name in BLOCKS.items())


def test_no_name_is_two_things() -> None:
    tags = set(READERS) | set(LEGACY_ONLY)
    for others in (set(BLOCKS), set(BETWEEN), set(PARTIALS)):
        assert not tags & others
    assert set(READERS) >= LATEST_ONLY
    assert not set(READERS) & set(LEGACY_ONLY)
