"""Shows a send instead of making it: as a request without the key, and as code to copy."""

import json

from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.responses import REDACTED
from inbox_toolkit.appapi.send_request import PATH, SendRequest, encode_request
from inbox_toolkit.appapi.send_snippets import send_snippet
from inbox_toolkit.project.credentials import APP_KEY, SERVICE_TOKEN, Credentials

# Linux gives one argument 128 KB; past this the body goes through a pipe (printf is a builtin).
LONGEST_ARGUMENT = 100_000

# Written as JSON escapes, the body needs no quoting in sh, bash, zsh or fish: no quote to end it,
# no `!` for the history, no double backslash for fish to halve.
_ESCAPES = {"'": r"\u0027", "!": r"\u0021", "\\\\": r"\u005c"}


def request_as(
    language: str, request: SendRequest, endpoint: Endpoint, credentials: Credentials | None
) -> str:
    """Return a send as ``http``, ``curl`` or a program in one of ``CLIENT_LANGUAGES``.

    Raises as ``encode_request``, and UsageError where a language cannot write a value.
    """
    if language == "http":
        return format_request(request, endpoint, credentials)
    if language == "curl":
        return format_curl(request, endpoint, credentials)
    encode_request(request)
    return send_snippet(language, request.body(), endpoint.base_url).rstrip("\n")


def format_request(
    request: SendRequest, endpoint: Endpoint, credentials: Credentials | None
) -> str:
    """Return the request as it would be sent, the key masked; raises as ``encode_request``."""
    encode_request(request)
    workspace = credentials.workspace_id if credentials else None
    lines = [
        f"POST {endpoint.base_url}{PATH}",
        f"Authorization: Bearer {REDACTED}",
        "Content-Type: application/json",
        *([f"X-Workspace-Id: {workspace}"] if workspace is not None else []),
        "",
        _shown(request),
    ]
    return "\n".join(lines)


def format_curl(request: SendRequest, endpoint: Endpoint, credentials: Credentials | None) -> str:
    """Return a command to paste, which reads the key from the environment.

    Raises as ``encode_request``.
    """
    body = shell_safe_json(encode_request(request).decode())
    long = len(body) > LONGEST_ARGUMENT
    service = credentials is not None and credentials.is_service_account
    variable = SERVICE_TOKEN if service else APP_KEY
    headers = [f'"Authorization: Bearer ${variable}"', "'Content-Type: application/json'"]
    if service and credentials is not None:
        headers.append(f"'X-Workspace-Id: {credentials.workspace_id}'")
    parts = [
        f"curl --fail-with-body --request POST '{endpoint.base_url}{PATH}'",
        *(f"--header {header}" for header in headers),
        "--data-binary @-" if long else f"--data-raw '{body}'",
    ]
    command = " \\\n  ".join(parts)
    return f"printf '%s' '{body}' | {command}" if long else command


def shell_safe_json(text: str) -> str:
    """Return the same JSON value as text that can stand between single quotes in any shell.

    >>> shell_safe_json('{"a": "it\\'s!"}')
    '{"a": "it\\\\u0027s\\\\u0021"}'
    """
    for plain, escape in _ESCAPES.items():
        text = text.replace(plain, escape)
    return text


def _shown(request: SendRequest) -> str:
    shown = json.dumps(request.body(), ensure_ascii=False, indent=2)
    return shown.encode("utf-8", "backslashreplace").decode()
