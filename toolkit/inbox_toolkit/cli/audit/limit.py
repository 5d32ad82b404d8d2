"""``--max-failed``: how many people may not get a message before an audit fails."""

import re
from dataclasses import dataclass

from inbox_toolkit.errors import UsageError

_FORM = re.compile(r"(?P<number>[0-9]{1,12}|[0-9]{1,3}(\.[0-9]{1,9})?(?=%))(?P<percent>%?)")


@dataclass(frozen=True, slots=True)
class FailureLimit:
    """A number of people, or a share of them from 0 to 1."""

    number: float
    is_share: bool

    def is_exceeded(self, lost: int, people: int) -> bool:
        """Return True if more people are lost than may be."""
        return lost > (self.number * people if self.is_share else self.number)


def parse_limit(text: str) -> FailureLimit:
    """Read ``25`` or ``0.1%``; raises UsageError for anything else."""
    found = _FORM.fullmatch(text.strip())
    if found is None or (found["percent"] and float(found["number"]) > 100):
        raise UsageError(
            f"`{text[:40]}` is no number of people, and no share of them",
            help="write --max-failed like 25 or 0.1%",
        )
    if found["percent"]:
        return FailureLimit(float(found["number"]) / 100, is_share=True)
    return FailureLimit(int(found["number"]), is_share=False)
