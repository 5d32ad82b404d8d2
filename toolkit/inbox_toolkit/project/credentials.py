"""The key to the service: what it is made of, and where it is found.

The environment comes first, then the operating system's keyring (an optional package), then the
user's own file. A key is never written to a file of the project, a log, a page or an error, so its
dataclass does not print it and no message here repeats what was read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from inbox_toolkit.errors import CredentialsError
from inbox_toolkit.project.user_config import UserConfig

KEYRING_SERVICE = "inbox-toolkit"
KEYRING_NAME = "app-api-key"
APP_KEY = "CUSTOMERIO_APP_API_KEY"
SERVICE_TOKEN = "CIO_TOKEN"  # noqa: S105 - the variable's name
WORKSPACE = "CIO_WORKSPACE_ID"

# A service account's token says what it is; an App API key has no documented shape.
SERVICE_PREFIXES = ("sa_live_", "sa_sandbox_")

WHERE_KEYS_ARE_MADE = "Customer.io: Settings > Account Settings > API Credentials > App API Keys"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A bearer token, the workspace it needs to be told (service accounts), and its origin.

    ``source`` is how people name the place it came from, such as the environment variable.
    """

    token: str = field(repr=False)
    workspace_id: int | None
    source: str

    @property
    def is_service_account(self) -> bool:
        """True for a service account: on the App API's host it may send, and read nothing."""
        return self.workspace_id is not None


def from_environment(environ: Mapping[str, str]) -> Credentials | None:
    """Read the credentials of the environment, an App API key before a service account.

    Raises:
        CredentialsError: a variable is there but cannot be a key, or its workspace is missing.
    """
    for name in (APP_KEY, SERVICE_TOKEN):
        if environ.get(name, "").strip():
            return make_credentials(environ[name], environ.get(WORKSPACE, ""), source=name)
    return None


def find_credentials(environ: Mapping[str, str], config: UserConfig) -> Credentials | None:
    """Look in the environment, then the keyring, then the user's own file.

    Raises:
        CredentialsError: the first place that holds anything holds something unusable.
    """
    found = from_environment(environ)
    if found is not None:
        return found
    workspace = environ.get(WORKSPACE, "").strip() or str(config.workspace_id or "")
    if token := read_key():
        return make_credentials(token, workspace, source="the keyring")
    if config.key:
        return make_credentials(config.key, workspace, source="your own config file")
    return None


def make_credentials(token: str, workspace_id: str | int, *, source: str) -> Credentials:
    """Check a token and its workspace and put them together; ``source`` names their origin.

    Raises:
        CredentialsError: the token has blanks or letters no key has, or the workspace is missing.
    """
    token = token.strip()
    if not re.fullmatch(r"[!-~]{1,4096}", token):
        raise CredentialsError(
            f"{source} holds something that is no key (a blank, a line break or an odd letter)",
            help=f"copy the key again from {WHERE_KEYS_ARE_MADE}",
        )
    if source != SERVICE_TOKEN and not token.startswith(SERVICE_PREFIXES):
        return Credentials(token, None, source)
    return Credentials(token, _workspace(str(workspace_id).strip(), source), source)


def missing_credentials() -> CredentialsError:
    """Return the error for "there is no key anywhere"."""
    return CredentialsError(
        "there is no key for the App API",
        help=f"set {APP_KEY}, or run `inbox login`; the key is made in {WHERE_KEYS_ARE_MADE}",
    )


def _workspace(text: str, source: str) -> int:
    if re.fullmatch(r"[0-9]{1,18}", text):
        return int(text)
    wrong = "is not a number" if text else "is not set"
    raise CredentialsError(
        f"{source} is a service account's token, and the {WORKSPACE} it needs {wrong}",
        help=f"set {WORKSPACE} to the number after /workspaces/ in Customer.io's address bar",
    )


def read_key() -> str | None:
    """Return the key the keyring holds; None where there is no keyring, or no key in it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(KEYRING_SERVICE, KEYRING_NAME)
    except (KeyringError, OSError, RuntimeError):
        return None  # a locked or missing keyring is the same as none: the next place is asked


def write_key(token: str) -> None:
    """Put the key into the keyring.

    Raises:
        CredentialsError: there is no keyring that takes it.
    """
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise CredentialsError(
            "the keyring needs a package that is not installed",
            help="install inbox-toolkit[keyring], or leave out --keyring",
        ) from None
    try:
        keyring.set_password(KEYRING_SERVICE, KEYRING_NAME, token)
    except (KeyringError, OSError, RuntimeError):
        raise CredentialsError(
            "this machine's keyring does not take the key",
            help="leave out --keyring: the key then goes into a file only you may read",
        ) from None
