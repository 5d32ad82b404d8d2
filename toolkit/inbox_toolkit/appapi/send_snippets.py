"""A send as a program for one of the vendor's clients, with the key read from the environment.

The names of the clients are those of their sources: customerio 3.0 (Python), customerio-node 5.2,
customerio 6.2 (Ruby) and go-customerio 3.11.

To add a language: write how it writes values (a ``_Literals``), its program, and its entry in
``_PROGRAMS``; the peers' tests run it.
"""

from collections.abc import Mapping
from contextlib import suppress
from textwrap import indent

from inbox_toolkit.appapi.endpoints import DEFAULT_REGION, HOSTS
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.credentials import APP_KEY

_OPTIONAL = ("language", "queue_draft", "send_at", "disable_message_retention")
_REGIONS = {url: name for name, url in HOSTS.items()}
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def send_snippet(language: str, body: Mapping[str, object], base_url: str) -> str:
    """Return a program that makes a send; ``body`` is that of a request the service accepts.

    Raises:
        UsageError: the language cannot write one of the values.
    """
    try:
        return _PROGRAMS[language](body, base_url)
    except RecursionError as error:
        raise UsageError(
            "the message data is nested too deeply to be written as code", help="make it flatter"
        ) from error


def send_snippets(body: Mapping[str, object], base_url: str) -> dict[str, str]:
    """Return the program of every language that can write the values, by language."""
    snippets = {}
    for language in CLIENT_LANGUAGES:
        with suppress(UsageError):
            snippets[language] = send_snippet(language, body, base_url)
    return snippets


class _Literals:
    """How a language writes JSON values, one member a line, strings in double quotes."""

    null, true, false = "null", "true", "false"
    list_start, list_end, object_start, colon = "[", "]", "{", ": "
    tab = "  "

    def value(self, value: object) -> str:
        """Return a JSON value as source text."""
        if value is None:
            return self.null
        if isinstance(value, bool):
            return self.true if value else self.false
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, Mapping):
            members = [f"{self.key(name)}{self.value(one)}" for name, one in value.items()]
            return self._lines(self.object_start, members, "}")
        if isinstance(value, list | tuple):
            return self._lines(self.list_start, [self.value(one) for one in value], self.list_end)
        return self.number(value)

    def string(self, text: str) -> str:
        """Return a string literal of printable characters on one line."""
        characters = (
            _ESCAPES.get(one) or (one if one.isprintable() else self.escape(ord(one)))
            for one in text
        )
        return f'"{"".join(characters)}"'

    def escape(self, code: int) -> str:
        """Return the escape of a code point."""
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    def number(self, number: object) -> str:
        """Return a finite number, an int or a float."""
        return repr(number)

    def key(self, name: str) -> str:
        """Return what stands before the value of a member."""
        return self.string(name) + self.colon

    def fields(self, fields: Mapping[str, object], form: str) -> str:
        """Return the members of a request, a line or more each, as ``form`` has it."""
        return "".join(
            form.format(name=name, value=self.value(one)) + ",\n" for name, one in fields.items()
        )

    def _lines(self, start: str, members: list[str], end: str) -> str:
        if not members:
            return start + end
        inner = "".join(f"{one},\n" for one in members)
        return f"{start}\n{indent(inner, self.tab)}{end}"


class _Python(_Literals):
    null, true, false, tab = "None", "True", "False", "    "


class _JavaScript(_Literals):
    def escape(self, code: int) -> str:
        return f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}"

    def number(self, number: object) -> str:
        if isinstance(number, int) and abs(number) >= 2**53:  # a literal would be rounded
            return f'JSON.rawJSON("{number}")'
        return repr(number)

    def key(self, name: str) -> str:
        # Without brackets this one name would set the object's prototype.
        return '["__proto__"]: ' if name == "__proto__" else super().key(name)


class _Ruby(_Literals):
    null, colon = "nil", " => "

    def escape(self, code: int) -> str:
        return f"\\u{{{_scalar(code, 'Ruby'):x}}}"

    def string(self, text: str) -> str:
        written = super().string(text)
        for interpolation in ("#{", "#$", "#@"):
            written = written.replace(interpolation, f"\\{interpolation}")
        return written


class _Go(_Literals):
    null, tab = "nil", "\t"
    list_start, list_end, object_start = "[]any{", "}", "map[string]any{"

    def escape(self, code: int) -> str:
        return super().escape(_scalar(code, "Go"))

    def number(self, number: object) -> str:
        if isinstance(number, int) and not -(2**63) <= number < 2**63:
            return f'json.Number("{number}")'
        return repr(number)

    def pointee(self, value: object) -> str:
        """Return the value of a variable whose address an optional field holds."""
        is_time = isinstance(value, int) and not isinstance(value, bool)
        return f"int64({value})" if is_time else self.value(value)


def _scalar(code: int, language: str) -> int:
    if 0xD800 <= code < 0xE000:
        raise UsageError(
            f"{language} has no string with half a surrogate pair, \\u{code:04x}",
            help="repair the text, or copy the request as cURL",
        )
    return code


def _request(body: Mapping[str, object]) -> dict[str, object]:
    """Return the members that the clients' request classes know, unset ones left out."""
    optional = {name: body[name] for name in _OPTIONAL if body.get(name) is not None}
    return {
        "transactional_message_id": body["transactional_message_id"],
        "identifiers": body["identifiers"],
        "message_data": body.get("message_data") or {},
        **optional,
    }


def _identifiers(body: Mapping[str, object]) -> dict[str, str]:
    given = body["identifiers"]
    return (
        {str(name): str(one) for name, one in given.items()} if isinstance(given, Mapping) else {}
    )


def _python(body: Mapping[str, object], base_url: str) -> str:
    write = _Python()
    region = _REGIONS.get(base_url)
    imports = ["APIClient", "SendInboxMessageRequest"]
    where = ""
    if region is None:
        where = f", url={write.string(base_url)}"
    elif region != DEFAULT_REGION:
        imports.insert(1, "Regions")
        where = f", region=Regions.{region.upper()}"
    fields = write.fields(_request(body), "{name}={value}")
    return (
        "import os\n"
        "\n"
        f"from customerio import {', '.join(imports)}\n"
        "\n"
        f'client = APIClient(os.environ["{APP_KEY}"]{where})\n'
        "accepted = client.send_inbox_message(\n"
        "    SendInboxMessageRequest(\n"
        f"{indent(fields, '        ')}"
        "    )\n"
        ")\n"
        'print(accepted["delivery_id"])\n'
    )


def _node(body: Mapping[str, object], base_url: str) -> str:
    write = _JavaScript()
    region = _REGIONS.get(base_url)
    imports = ["APIClient", "SendInboxMessageRequest"]
    where = ""
    if region is None:
        where = f", {{ url: {write.string(base_url + '/v1')} }}"
    elif region != DEFAULT_REGION:
        imports.insert(1, f"Region{region.upper()}")
        where = f", {{ region: Region{region.upper()} }}"
    fields = write.fields(_request(body), "{name}: {value}")
    is_raw = 'JSON.rawJSON("' in fields
    note = "// JSON.rawJSON, for exact large integers: Node 21 or newer\n"
    return (
        f'import {{ {", ".join(imports)} }} from "customerio-node";\n'
        "\n"
        f"{note if is_raw else ''}"
        f"const client = new APIClient(process.env.{APP_KEY}{where});\n"
        "const accepted = await client.sendInboxMessage(\n"
        "  new SendInboxMessageRequest({\n"
        f"{indent(fields, '    ')}"
        "  }),\n"
        ");\n"
        "console.log(accepted.delivery_id);\n"
    )


def _ruby(body: Mapping[str, object], base_url: str) -> str:
    write = _Ruby()
    region = _REGIONS.get(base_url)
    where = ""
    if region is None:
        where = f", url: {write.string(base_url)}"
    elif region != DEFAULT_REGION:
        where = f", region: Customerio::Regions::{region.upper()}"
    fields = write.fields(_request(body), "{name}: {value}")
    return (
        'require "customerio"\n'
        "\n"
        f'client = Customerio::APIClient.new(ENV.fetch("{APP_KEY}"){where})\n'
        "accepted = client.send_inbox_message(\n"
        "  Customerio::SendInboxMessageRequest.new(\n"
        f"{indent(fields, '    ')}"
        "  )\n"
        ")\n"
        'puts accepted["delivery_id"]\n'
    )


_GO_FIELDS = {
    "language": ("Language", "language"),
    "queue_draft": ("QueueDraft", "queueDraft"),
    "send_at": ("SendAt", "sendAt"),
    "disable_message_retention": ("DisableMessageRetention", "disableMessageRetention"),
}


def _go(body: Mapping[str, object], base_url: str) -> str:
    write = _Go()
    region = _REGIONS.get(base_url)
    where = ""
    if region is None:
        where = f", customerio.WithURL({write.string(base_url)})"
    elif region != DEFAULT_REGION:
        where = f", customerio.WithRegion(customerio.Region{region.upper()})"
    given = _request(body)
    people = ", ".join(
        write.key(kind) + write.string(str(one)) for kind, one in _identifiers(body).items()
    )
    optional = [(*_GO_FIELDS[name], given[name]) for name in _OPTIONAL if name in given]
    fields = "".join(
        f"{one},\n"
        for one in (
            f"TransactionalMessageID: {write.string(str(given['transactional_message_id']))}",
            f"Identifiers: map[string]string{{{people}}}",
            f"MessageData: {write.value(given['message_data'])}",
            *(f"{field}: &{variable}" for field, variable, _ in optional),
        )
    )
    variables = "".join(
        f"\t{variable} := {write.pointee(value)}\n" for _, variable, value in optional
    )
    encoding = '\t"encoding/json"\n' if 'json.Number("' in fields else ""
    return (
        "package main\n"
        "\n"
        "import (\n"
        '\t"context"\n'
        f"{encoding}"
        '\t"fmt"\n'
        '\t"log"\n'
        '\t"os"\n'
        "\n"
        '\t"github.com/customerio/go-customerio/v3"\n'
        ")\n"
        "\n"
        "func main() {\n"
        f'\tclient := customerio.NewAPIClient(os.Getenv("{APP_KEY}"){where})\n'
        f"{variables}"
        "\taccepted, err := client.SendInboxMessage(context.Background(), "
        "&customerio.SendInboxMessageRequest{\n"
        f"{indent(fields, 2 * write.tab)}"
        "\t})\n"
        "\tif err != nil {\n"
        "\t\tlog.Fatal(err)\n"
        "\t}\n"
        "\tfmt.Println(accepted.DeliveryID)\n"
        "}\n"
    )


_PROGRAMS = {"python": _python, "node": _node, "ruby": _ruby, "go": _go}
CLIENT_LANGUAGES = tuple(_PROGRAMS)
