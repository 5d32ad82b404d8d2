from tests.support.liquid_runs import failures, rendered


def _reads(template: str, data: dict[str, object]) -> list[tuple[str, object, bool]]:
    return [(read.path, read.value, read.missing) for read in rendered(template, data).reads]


def test_every_read_is_noted_with_its_value() -> None:
    data: dict[str, object] = {"a": {"b": {"c": {"d": 1}}}, "k": "b"}
    assert _reads("{{ a.b.c.d }}{% if z %}{% endif %}{{ a[k].c.size }}", data) == [
        ("a.b.c.d", 1, False),
        ("z", None, True),
        ("k", "b", False),
        ("a.b.c.size", 1, False),
    ]


def test_an_item_is_read_at_its_place() -> None:
    data: dict[str, object] = {"l": [{"n": 1}, {"n": 2}, {"n": 3}]}
    template = "{% for x in l reversed limit: 2 %}{{ x.n }}{% endfor %}"
    paths = [path for path, _, _ in _reads(template, data)]
    assert paths == ["l", "l[1].n", "l[0].n"]


def test_null_has_null_members_and_missing_has_none() -> None:
    assert failures("{{ a.b }}{{ a['b'].c }}{{ a.b.c.d }}", {"a": None}) == []
    assert failures("{{ z.b }}") == [("undefined variable: z", "z.b")]
    assert failures("{% for x in z %}{% endfor %}") == [("undefined variable: z", "z")]


def test_lax_prints_nothing_for_what_is_missing() -> None:
    found = rendered("[{{ z.b }}]", strict=False)
    assert (found.text, found.failures) == ("[]", ())
