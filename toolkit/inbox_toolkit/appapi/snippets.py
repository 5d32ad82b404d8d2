"""Looks up the workspace's snippets: what `snippets.*` holds."""

from inbox_toolkit.appapi.answers import ODD_ANSWER
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.errors import ServiceError


def fetch_snippets(api: AppApi) -> dict[str, str]:
    """Return each snippet's text by its name, sorted.

    Raises:
        ServiceError, CredentialsError, ForbiddenError: they could not be read.
    """
    document = api.get("/v1/snippets", "read the snippets")
    listed = document.get("snippets", ())
    if listed is None:  # an empty list comes as null in places
        return {}
    if not isinstance(listed, list | tuple):
        raise ServiceError("could not read the snippets: the answer holds none", help=ODD_ANSWER)
    texts = {
        str(one["name"]): str(one["value"])
        for one in listed
        if isinstance(one, dict) and "name" in one and "value" in one
    }
    return dict(sorted(texts.items()))
