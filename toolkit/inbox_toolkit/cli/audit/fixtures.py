"""Write what an audit found as profiles of the project."""

import json

from inbox_toolkit.audit.redacted_fixtures import Redacted
from inbox_toolkit.audit.verdict import Judge
from inbox_toolkit.cli.console import echo_err
from inbox_toolkit.text.presentable import presentable


def write_profiles(redacted: Redacted, judge: Judge) -> None:
    """Write a profile per cause, replacing those of an earlier audit with the same message data.

    Raises ProjectError if one cannot be written.
    """
    config = judge.project.config
    data = f"_{judge.data.name}" if judge.data else ""
    stem = f"audit_{judge.template.label}{data}".replace("/", "_")
    for number, one in enumerate(redacted.profiles, 1):
        name = f"{config.fixtures}/profiles/{stem}_{number}.json"
        # ASCII shows blanks and marks that nobody sees, and can hold half a character.
        text = json.dumps(one.profile, indent=2)
        config.write(name, text + "\n", replace=True)
        echo_err(f"wrote {presentable(name)}: {presentable(one.cause.finding.message)}")
    for cause in redacted.left_out:
        echo_err(
            f"note: no fixture shows without real values that "
            f"{presentable(cause.finding.message)} at {presentable(cause.place)}"
        )
