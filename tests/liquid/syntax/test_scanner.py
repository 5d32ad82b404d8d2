import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.text.span import Span

LIQUID_SOUP = st.text(alphabet="{}%'\"\\-<>| \nabx.", max_size=60) | st.lists(
    st.sampled_from(
        [
            "{{",
            "}}",
            "{%",
            "%}",
            " raw ",
            " endraw ",
            " comment ",
            "endcomment",
            "'",
            '"',
            "\\",
            "-",
        ]
    ),
    max_size=20,
).map("".join)


def cut(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.span.of(text)) for piece in scan(text)[0]]


def only(text: str) -> Token:
    pieces, errors = scan(text)
    assert errors == []
    assert len(pieces) == 1
    return pieces[0]


def test_text_and_markup_take_turns() -> None:
    assert cut("a {{ x }}{% if y %} b") == [
        ("text", "a "),
        ("output", "{{ x }}"),
        ("tag", "{% if y %}"),
        ("text", " b"),
    ]


def test_inner_leaves_out_hyphens_and_blanks() -> None:
    text = "{{-\u00a0 x \n-}}"
    piece = only(text)
    assert piece.inner.of(text) == "x"
    assert (piece.trim_left, piece.trim_right) == (True, True)


@pytest.mark.parametrize("text", ["{{ '}}' }}", '{{ "}}" }}', "{{ 'a\\'}}' }}", "{{ a } }}"])
def test_quotes_hide_the_end_of_an_output(text: str) -> None:
    assert cut(text) == [("output", text)]


def test_quotes_do_not_hide_the_end_of_a_tag() -> None:
    assert cut("{% if '%}' %}")[0] == ("tag", "{% if '%}")


@pytest.mark.parametrize(
    ("tag", "name"),
    [("{% if a %}", "if"), ("{%-if a-%}", "if"), ("{%# note %}", "#"), ("{% a-b?c %}", "a-b?c")],
)
def test_a_tag_knows_its_name(tag: str, name: str) -> None:
    assert only(tag).name == name


def test_raw_holds_anything_but_its_end() -> None:
    assert cut("{% raw %}{{ x {%- endraw %}{% endraw -%}y") == [
        ("tag", "{% raw %}"),
        ("raw", "{{ x {%- endraw %}"),
        ("tag", "{% endraw -%}"),
        ("text", "y"),
    ]


def test_a_comment_ends_at_the_first_endcomment_outside_raw() -> None:
    text = "{% comment %}a{% comment %}{% raw %}{% endcomment %}{% endraw %}{% endcomment %}b"
    assert [kind for kind, _ in cut(text)] == ["tag", "comment", "tag", "text"]
    assert cut(text)[-1] == ("text", "b")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a {{ x", "{{"),
        ("a {% x", "{%"),
        ("{% raw %} x", "{% raw %}"),
        ("{{ it's }}", "{{ it's }}"),
        ("a {% %} b", "{% %}"),
        ("{% comment %}{{ x {% endcomment %}", "{{"),
    ],
)
def test_what_is_not_closed_is_reported_where_it_opens(text: str, marked: str) -> None:
    _, errors = scan(text)
    assert [error.span.of(text) for error in errors] == [marked]
    assert all(error.help for error in errors)


def test_every_mistake_is_reported_once() -> None:
    text = "{% %} {{ it's }} {% %} {{ ok }} {{ {% x"
    _, errors = scan(text)
    assert [error.span.of(text) for error in errors] == ["{% %}", "{{ it's }}", "{% %}", "{{", "{%"]


def test_a_span_cuts_that_part_only() -> None:
    text = "{{ a }}{{ b }}{{ c }}"
    pieces, errors = scan(text, Span(7, 14))
    assert [piece.span.of(text) for piece in pieces] == ["{{ b }}"]
    assert errors == []


@pytest.mark.parametrize(
    "unit",
    [
        "{",
        "{{",
        "{%",
        '{{ "\\',
        "{% raw %}",
        "{% raw %}{% endraw ",
        "{% comment %}{% raw %}",
        "<<a",
    ],
)
def test_hostile_repetition_is_cut_to_the_end(unit: str) -> None:
    text = unit * 8_000
    pieces, errors = scan(text)
    assert pieces[-1].span.end == len(text)
    assert len(errors) < 8_001
    assert normalize_delimiters(text) == text


@given(LIQUID_SOUP)
def test_pieces_cover_the_text_without_a_gap(text: str) -> None:
    pieces, errors = scan(text)
    assert "".join(piece.span.of(text) for piece in pieces) == text
    assert all(piece.span.start < piece.span.end for piece in pieces)
    assert all(
        piece.span.start <= piece.inner.start <= piece.inner.end <= piece.span.end
        for piece in pieces
    )
    assert all(0 <= e.span.start < e.span.end <= len(text) for e in errors)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<<customer.first_name>>", "{{customer.first_name}}"),
        ("<< trigger.x | default: 'a' >>", "{{ trigger.x | default: 'a' }}"),
        ('<<a["b c"]>>', '{{a["b c"]}}'),
        ("<<name>>", "{{name}}"),
    ],
)
def test_angle_brackets_become_braces(written: str, meant: str) -> None:
    assert normalize_delimiters(f"x {written} y") == f"x {meant} y"


@pytest.mark.parametrize(
    "text",
    [
        "cout << x >> y",
        "a <<\nb.c>>",
        "1 << 2 >> 3",
        "{{ '<<a.b>>' }}",
        "{% raw %}<<a.b>>{% endraw %}",
        "<<EOF",
    ],
)
def test_angle_brackets_of_other_kinds_stay(text: str) -> None:
    assert normalize_delimiters(text) == text


@given(LIQUID_SOUP)
def test_straightening_moves_nothing(text: str) -> None:
    straight = normalize_delimiters(text)
    assert len(straight) == len(text)
    assert all(a == b or a + b in {"<{", ">}"} for a, b in zip(text, straight, strict=True))
