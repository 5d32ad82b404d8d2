"""A name for a finding that outlives edits elsewhere in its file.

Made of the rule, the file, the marked text and which of its kind it is: no line number and no
count of cases, so that it holds while lines are added above and fixtures come and go.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from inbox_toolkit.diagnostics.diagnostic import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with its name: 16 hexadecimal digits, no two the same in one report."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for one in diagnostics:
        kind = (one.rule, one.file, one.span.of(one.source.text))
        seen[kind] += 1
        text = "\0".join((*kind, str(seen[kind])))
        yield one, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
