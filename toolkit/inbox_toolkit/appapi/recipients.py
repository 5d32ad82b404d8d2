"""Who a message goes to: a person by one identifier, and the list of allowed recipients."""

from collections.abc import Iterable
from dataclasses import dataclass

from inbox_toolkit.errors import RefusedError, UsageError
from inbox_toolkit.text.presentable import presentable

KINDS = ("id", "email", "cio_id")
ME = "me"
HOW_TO_WRITE = "write id:USER, email:ADDRESS or cio_id:CIO_ID, or `me`"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person by one identifier; ``kind`` is ``id``, ``email`` or ``cio_id``."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"

    @property
    def identifiers(self) -> dict[str, str]:
        """The ``identifiers`` object of a send: exactly one member."""
        return {self.kind: self.value}


def parse_recipient(text: str, *, me: str | None = None) -> Recipient:
    """Parse ``id:U``, ``email:E``, ``cio_id:C``, or ``me`` if ``me`` says who that is.

    Raises:
        UsageError: the text is not a recipient, or ``me`` is not set.
    """
    text = text.strip()
    if text == ME:
        if not me or me.strip() == ME:
            raise UsageError(
                "`me` is not set",
                help="set CIO_ME=id:YOUR_ID (your own profile in the workspace), "
                "or run `inbox login --me id:YOUR_ID`",
            )
        return parse_recipient(me)
    kind, colon, value = text.partition(":")
    value = value.strip()
    if not colon or kind not in KINDS or not value:
        raise UsageError(f"`{presentable(text)}` is not a recipient", help=HOW_TO_WRITE)
    if not value.isprintable() or len(value) > 500:
        raise UsageError(f"the {kind} of the recipient is not valid", help=HOW_TO_WRITE)
    if kind == "email" and "@" not in value:
        raise UsageError(f"`{value}` is not an e-mail address", help=HOW_TO_WRITE)
    return Recipient(kind, value)


def check_allowed(
    recipient: Recipient, allowed: Iterable[str], *, me: str | None, config: str = "inbox.toml"
) -> str:
    """Return why the recipient may get a message, as a phrase for people.

    The list is ``[send] recipients``; ``me`` is always allowed. There is no wildcard: a test
    message to the wrong person cannot be taken back.

    Raises:
        RefusedError: the recipient is neither on the list nor ``me``.
    """
    wanted = _comparable(recipient)
    if me and _comparable(parse_recipient(me)) == wanted:
        return "recipient is you"
    named = (entry for entry in allowed if entry != ME)  # `me` was checked above
    if any(_comparable(parse_recipient(entry)) == wanted for entry in named):
        return f"recipient is on the list in {config}"
    raise RefusedError(
        f"not sent: {recipient} is not on the list of recipients",
        help=f'add it to {config}:  [send]  recipients = ["{recipient}"]',
    )


def _comparable(recipient: Recipient) -> tuple[str, str]:
    value = recipient.value
    return recipient.kind, value.casefold() if recipient.kind == "email" else value
