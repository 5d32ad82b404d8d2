"""A template judged against everyone who will get it, exactly and fast.

A person's verdict is what ``validate`` would say of that person's case. It depends on the columns
that the template reads, and mostly on less than their values: whether a name is there, whether it
holds a quote. So people are grouped in an engine by keys that decide the verdict, and one person of
each group is rendered. A key that is not sure to decide it is the value itself.

``population.py`` describes the people, or the sends to them (``sends.py``, ``payloads.py``), and
``result.py`` what is said of them. ``audit.py`` is the one call: start there. It asks ``reads.py``
what a template does with each column, ``keys.py`` for the SQL that groups by it, ``plan.py`` which
way is cheapest, ``certificate.py`` whether one person of a group can stand for the others, and
``verdict.py`` what the rules say. ``engines/`` run the SQL; ``canary.py`` makes sure that they mean
the same by it. ``redacted_fixtures.py`` and ``representation.py`` turn what was found into
fixtures.
"""
