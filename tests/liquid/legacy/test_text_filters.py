import pytest
from inbox_toolkit.liquid.errors import FilterError

from tests.support.liquid_filters import apply


@pytest.mark.parametrize(
    ("name", "value", "arguments", "expected"),
    [
        ("upcase", None, (), ""),
        ("downcase", "Testing", (), "testing"),
        ("capitalize", "hELLO world", (), "Hello world"),
        ("append", 3.0, ("x",), "3.0x"),
        ("prepend", "bc", ("a",), "abc"),
        ("escape", "a b&c/é", (), "a%20b%26c%2F%C3%A9"),
        (
            "htmlencode",
            "<b>\"A\" & 'B'</b>",
            (),
            "&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;",
        ),
        ("truncate", "1234567890", (7,), "1234..."),
        ("truncate", "1234567890", (0,), "..."),
        ("truncate", "1234567890", (), "1234567890"),
        ("truncate", None, (), None),
        ("truncatewords", "one two three", (4,), "one two three"),
        ("truncatewords", "one two three", (2,), "one two..."),
        ("truncatewords", "one two three", (3,), "one two three..."),
        ("split", "a,b,,", (",",), ["a", "b"]),
        ("split", " a  b ", (" ",), ["a", "b"]),
        ("split", "ab", ("",), ["a", "b"]),
        ("strip_html", "<script>x</script>a<b", (), "a<b"),
        ("strip_html", "<script>\nx</script>a", (), "\nxa"),
        ("strip_newlines", "a\r\nb", (), "a\rb"),
        ("newline_to_br", "a\nb", (), "a<br />\nb"),
        ("replace", "a a", ("a", "b"), "b b"),
        ("replace_first", "a a", ("a", "b"), "b a"),
        ("remove", "foo|bar", ("|",), "foobar"),
        ("remove_first", "a a a a", ("a ",), "a a a"),
        ("to_json", {"a": 1.0}, (), '{"a":1.0}'),
    ],
)
def test_as_ruby_has_it(
    name: str, value: object, arguments: tuple[object, ...], expected: object
) -> None:
    assert apply(name, value, *arguments, version="legacy") == expected


@pytest.mark.parametrize("name", ["truncate", "split"])
def test_what_is_no_text_fails_the_message(name: str) -> None:
    with pytest.raises(FilterError):
        apply(name, 5, "", version="legacy")


def test_hostile_markup_takes_linear_time() -> None:
    text = "<script" * 20_000
    assert apply("strip_html", text, version="legacy") == text
