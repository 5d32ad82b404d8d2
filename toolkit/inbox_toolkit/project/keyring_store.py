"""The operating system's keyring, where the optional package for it is installed."""

from inbox_toolkit.errors import CredentialsError

SERVICE = "inbox-toolkit"
KEY_NAME = "app-api-key"


def read_key() -> str | None:
    """Return the key the keyring holds; None where there is no keyring, or no key in it."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, KEY_NAME)
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
        keyring.set_password(SERVICE, KEY_NAME, token)
    except (KeyringError, OSError, RuntimeError):
        raise CredentialsError(
            "this machine's keyring does not take the key",
            help="leave out --keyring: the key then goes into a file only you may read",
        ) from None
