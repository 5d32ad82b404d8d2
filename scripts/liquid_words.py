"""The words that random Liquid is made of: values of every kind, names, and what filters expect."""

from typing import NamedTuple

Json = object

TEXTS: tuple[str, ...] = (
    "", " ", "a", "Hello World", "  padded  ", "line\nbreak\n", "tab\there",
    "one two  three four", "naïve café ÀÉÎ", "😀 emoji 👍🏽 family", "日本語 テキスト です",
    "Straße ﬁn İI ΣΑΣ", "<b>bold</b> & \"quoted\" 'single'",
    "<script>x<y</script>kept<!-- gone --><style>", "a < b > c", "a,b,,c,,", "x-y_z.w", "12",
    "12.5", "-3", " 42 ", "1e3", "0x1f", "010", "1_000", "abc123", "100%", "%20a%2Bb+c", "%zz",
    "&lt;ok&gt; &amp;amp; &#34;", "NaN", "Infinity", "true", "nil", "2024-02-29",
    "2026-03-14T15:09:26Z", "March 14, 2016", "Fri, 07 Nov 2008 12:00:00 +0000",
    "{{ not.liquid }}", "{% if %}", "back\\slash \\n", "\u00a0nbsp\u2003wide\u200bzero",
    "a\r\nb\rc", "the quick brown fox jumps over the lazy dog and then runs away quickly",
    "UPPER lower MiXeD", "aaa", "banana", "https://example.com/a b?q=1&r=[x]#é", '{"k": [1, 2]}',
    "e\u0301 combining", "\U0001d54f\U0001d550 math", "null\x00byte", "\u2028separator",
)  # fmt: skip

# Texts that nobody thought of are put together from these.
FRAGMENTS: tuple[str, ...] = (
    "<", ">", "</", "<!--", "-->", "<script", "</style>", "&", "&amp;", "&#39;", "%", "%41",
    "%e9", "+", "é", "É", "ß", "ﬃ", "Σ", "İ", "ŉ", "ǅ", "ΐ", "😀", "👨‍👩‍👧", "日", "ア", "한", "a",
    "B", "z", "1", "0", "42", "-", ".", ",", ", ", " ", "  ", "\n", "\t", "\r", "\\", "'", '"',
    "\u0301", "\u200d", "\u00ad", "\u00a0", "\u3000", "\ufeff", "\u0085", "\x1f", "\x7f", "{",
    "}", "[", "]", "(", ")", "=", "/", "_", "~", "!", "*", "@", "$", ";", "?", "#", "^", "`", "|",
    "word ", "2024", ":", "T", "Jan ", "pm", "nul", "١", "Ⅳ", "½", "２",
)  # fmt: skip

NUMBERS: tuple[int | float, ...] = (
    0, 1, 2, 3, 4, 5, 7, 10, 12, 42, 100, -1, -2, -7, 0.1, 0.2, 0.5, 1.5, 2.5, -2.5, 3.0, 4.0,
    3.14159, 99.995, 1.005, 19.99, 1234567.891, 1e21, 1.5e300, 1e-7, 5e-324, 123456789012,
    1483272000, 1741964966, 0.30000000000000004, -0.0, 9007199254740993, 4294967296, 2147483648,
    -1e-9, 1e20,
)  # fmt: skip

SMALL_NUMBERS: tuple[int | float, ...] = (0, 1, 1, 2, 2, 3, 3, 4, 5, 8, -1, -2, 10, 1.5, 2.7, 0.5)

DATES: tuple[Json, ...] = (
    0, 1, 1483272000, 1741964966, 1596153600, 951782400, -86400, 253402300799, 1709164800.5,
    "2024-02-29", "2016-03-14T15:09:26Z", "2016-03-14T15:09:26.535+02:00", "2008-11-07 12:00:00",
    "March 14, 2016", "Fri, 07 Nov 2008 12:00:00 +0000", "7 Nov 2008", "now", "today",
    "1483272000", "2024-13-01", "not a date", "2024-02-30", "2016-01-01T00:00", "1/2/2020",
    "Nov 7 2008 5:30 pm",
)  # fmt: skip

DATE_FORMATS: tuple[str, ...] = (
    "%Y-%m-%d", "%B %-d, %Y", "%H:%M:%S", "%a %A %b %B %h", "%d/%m/%y", "%e %k %l", "%I:%M %p %P",
    "%j %U %W %u %w", "%s", "%L %N %3N", "%z %:z %Z", "%c", "%x %X", "%C %y", "%q", "%d%q of %B",
    "%%", "%n%t|", "%^a %^B %#p %#b", "%_m %-m %05d %-H", "%10Y", "%_5e", "%E %Q %", "plain", "",
    "%A, %B %-e, %Y at %-l:%M %P %z", "%D %F %T %R %r", "%^10B", "%-j", "%6L",
)  # fmt: skip

ZONES: tuple[Json, ...] = (
    "America/New_York", "Asia/Tokyo", "UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney",
    360, -360, 0, -480, 90, "America/St_Johns", "GMT", "Etc/GMT+5", "Nowhere/Land",
)  # fmt: skip

NAMES: tuple[str, ...] = ("name", "price", "qty", "tags", "on", "city", "id", "a", "b", "my-key")
ODD_NAMES: tuple[str, ...] = (
    "empty", "blank", "nil", "size", "first", "last", "0", "2", "10", "true", "constructor",
    "and", "contains", "limit", "with space", "ключ", "x.y", "__class__", "toString", "length",
    "forloop",
)  # fmt: skip
MISSING_NAMES: tuple[str, ...] = ("nope", "gone", "Name", "_x", "missing", "items2")
LOCAL_NAMES: tuple[str, ...] = ("u", "w", "x", "y", "acc", "my_var", "t1", "with-dash")

PLAIN_TEXT: tuple[str, ...] = (
    " ", "\n", "  \n  ", "-", ", ", "|", "x", "Hi ", "!", "<p>", "</p>", '{"k": "', '"}', "é",
    "😀", "\t", "{ ", " }", "%", "}}", "%}", "{ {", "\r\n", "\u00a0", "line\n",
)  # fmt: skip

OPERATORS: tuple[str, ...] = ("==", "!=", "<", ">", "<=", ">=", "contains")

# Pieces that broken templates are made of.
SHARDS: tuple[str, ...] = (
    "{{", "}}", "{%", "%}", "{{-", "-}}", "{%-", "-%}", "|", ":", ",", "'", '"', "[", "]", "(",
    ")", "..", ".", "-", "=", "==", "<", ">", "!=", "and", "or", "not", "contains", "if", "endif",
    "else", "elsif", "for", "in", "endfor", "case", "when", "endcase", "unless", "raw", "endraw",
    "comment", "endcomment", "assign", "capture", "endcapture", "nil", "empty", "blank", "true",
    "1", "-1", "1.5", "1..3", "(1..3)", "s", "n", "l.first", "o['a']", "default", "upcase",
    "join", "#", "\\", " ", "\n", "limit:", "offset:", "reversed", "cycle", "liquid", "echo",
    "tablerow", "break", "é", "increment", "decrement", "{", "}", "%", "!", "&", "@", "$", "?",
    ";", "+", "*", "/", "^", "~",
)  # fmt: skip


class Shape(NamedTuple):
    """What a filter is usually given (kinds, one per argument) and what it gives back."""

    takes: str
    arguments: tuple[str, ...]
    gives: str


def _shapes(lines: str) -> dict[str, Shape]:
    """Read ``name: input argument argument? -> output`` lines."""
    table = {}
    for line in lines.strip().splitlines():
        name, _, rest = line.strip().partition(": ")
        inputs, _, gives = rest.partition(" -> ")
        takes, *arguments = inputs.split()
        table[name] = Shape(takes, tuple(arguments), gives)
    return table


# A kind with "?" may be left out. All of liquidjs but `sample`, which is random.
FILTERS = _shapes("""
    escape: text -> text
    xml_escape: text -> text
    escape_once: text -> text
    newline_to_br: text -> text
    strip_html: text -> text
    abs: number -> number
    at_least: number number -> number
    at_most: number number -> number
    ceil: number -> number
    divided_by: number number bool? -> number
    floor: number -> number
    minus: number number -> number
    plus: number number -> number
    modulo: number number -> number
    times: number number -> number
    round: number small? -> number
    url_decode: text -> text
    url_encode: text -> text
    cgi_escape: text -> text
    uri_escape: text -> text
    slugify: text slugmode? bool? -> text
    join: list glue? -> text
    last: list -> any
    first: list -> any
    reverse: list -> list
    sort: list key? -> list
    sort_natural: list key? -> list
    size: any -> number
    map: objects key -> list
    sum: list key? -> number
    compact: list -> list
    concat: list list -> list
    push: list any -> list
    unshift: list any -> list
    pop: list -> list
    shift: list -> list
    slice: any small small? -> text
    where: objects key any? -> objects
    reject: objects key any? -> objects
    where_exp: objects item expression -> objects
    reject_exp: objects item expression -> objects
    group_by: objects key -> objects
    group_by_exp: objects item expression -> objects
    has: objects key any? -> bool
    has_exp: objects item expression -> bool
    find_index: objects key any? -> number
    find_index_exp: objects item expression -> number
    find: objects key any? -> object
    find_exp: objects item expression -> object
    uniq: list -> list
    date: date format? zone? -> text
    date_to_xmlschema: date -> text
    date_to_rfc822: date -> text
    date_to_string: date ordinal? style? -> text
    date_to_long_string: date ordinal? style? -> text
    append: text text -> text
    prepend: text text -> text
    lstrip: text chars? -> text
    downcase: text -> text
    upcase: text -> text
    remove: text bit -> text
    remove_first: text bit -> text
    remove_last: text bit -> text
    rstrip: text chars? -> text
    split: text glue -> list
    strip: text chars? -> text
    strip_newlines: text -> text
    capitalize: text -> text
    replace: text bit text -> text
    replace_first: text bit text -> text
    replace_last: text bit text -> text
    truncate: text small? bit? -> text
    truncatewords: text small? bit? -> text
    normalize_whitespace: text -> text
    number_of_words: text wordmode? -> number
    array_to_sentence_string: list glue? -> text
    base64_encode: text -> text
    base64_decode: base64 -> text
    sha256: text -> text
    hmac_sha256: text text -> text
    default: any any -> any
    raw: any -> any
    jsonify: any small? -> text
    to_integer: number -> number
    json: any small? -> text
    inspect: any small? -> text
    unknown_filter: any any? -> any
""")

# Literal choices for the kinds that are words with a meaning.
WORDS_OF: dict[str, tuple[Json, ...]] = {
    "slugmode": ("raw", "default", "pretty", "ascii", "latin", "none", "other"),
    "wordmode": ("cjk", "auto", "default", 1),
    "ordinal": ("ordinal", "other"),
    "style": ("US", "UK"),
    "glue": (", ", ",", " ", "", "-", " and ", "\n", "a", 0),
    "chars": (" ", "a", "xyz", "-_", "<>", "😀"),
    "bit": ("a", "o", " ", "", "an", ",", "World", "...", "é", "\U0001d54f", "$&", "<"),
    "key": (
        *NAMES,
        "name",
        "price",
        "qty",
        "city.zip",
        "tags.size",
        "tags[0]",
        "my-key",
        "",
        "nope",
    ),
    "item": ("item", "item", "i", "x", "my-item", "it em", ""),
    "bool": (True, False),
    "base64": ("SGVsbG8=", "SGVsbG8", "4pyT", "8J+YgA==", "not base64!", "_-8=", "aGk=\n"),
    "format": DATE_FORMATS,
    "zone": ZONES,
    "date": DATES,
    "small": SMALL_NUMBERS,
    "number": NUMBERS,
    "text": TEXTS,
}
