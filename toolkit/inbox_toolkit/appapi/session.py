"""Which service is asked, with which key, and who `me` is."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inbox_toolkit.appapi.endpoints import Endpoint, find_endpoint
from inbox_toolkit.appapi.responses import redact
from inbox_toolkit.project.credentials import Credentials, find_credentials, missing_credentials
from inbox_toolkit.project.user_config import read_user_config, user_config_path

if TYPE_CHECKING:
    from inbox_toolkit.appapi.client import AppApi


@dataclass(frozen=True, slots=True)
class ApiSession:
    """Where to ask and as whom; ``credentials`` is None if there is no key anywhere."""

    endpoint: Endpoint
    credentials: Credentials | None
    me: str | None

    def required(self) -> Credentials:
        """Return the credentials; raises CredentialsError if there are none."""
        if self.credentials is None:
            raise missing_credentials()
        return self.credentials

    def open(self, on_wait: Callable[[float, int | None], None] | None = None) -> "AppApi":
        """Return a client; raises CredentialsError without a key."""
        from inbox_toolkit.appapi.client import AppApi

        return AppApi(self.required(), self.endpoint, on_wait=on_wait)

    def redact(self, text: str) -> str:
        """Return a text with the key masked wherever it appears."""
        return redact(text, self.credentials.token if self.credentials else "")


def open_session(*, region: str | None = None, configured: str | None = None) -> ApiSession:
    """Combine the flag, the environment, the project and the user's own file, in that order.

    Raises:
        UsageError, ProjectError, CredentialsError: one of them is invalid.
    """
    config = read_user_config(user_config_path(os.environ))
    endpoint = find_endpoint(
        os.environ,
        flag=region,
        configured=configured or config.region,
        http_hosts=config.http_hosts,
    )
    me = os.environ.get("CIO_ME", "").strip() or config.me
    return ApiSession(endpoint, find_credentials(os.environ, config), me)
