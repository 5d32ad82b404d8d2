"""What a name that nothing gives a value was probably meant to be."""

from inbox_toolkit.analysis.evidence import nearest_name
from inbox_toolkit.analysis.reads import Analysis, ReadSite
from inbox_toolkit.liquid.root_facts import (
    COLUMN_FACTS,
    ELSEWHERE,
    FILLED,
    GIVEN,
    LOOP_FACTS,
    LOOPS,
)


def root_remedy(analysis: Analysis, read: ReadSite) -> str:
    """Say what to do about the unknown name of a read, empty where nobody can tell."""
    name = read.unknown
    if name in ELSEWHERE:
        return f"that belongs to {ELSEWHERE[name]}"
    if is_of_a_loop(read):
        known = LOOP_FACTS | COLUMN_FACTS
    else:
        known = GIVEN | FILLED | LOOPS | analysis.names
    near = nearest_name(name, known - {name})
    return f"did you mean `{near}`?" if near else ""


def is_of_a_loop(read: ReadSite) -> bool:
    """Tell whether a read asks a loop for something that it does not know."""
    return read.path.startswith(tuple(f"{one}." for one in LOOPS))
