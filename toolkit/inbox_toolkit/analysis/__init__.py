"""What a template may read, assign and print, whatever the data: abstract interpretation.

Owns the static half of "every variable has a value". Start with ``abstract_interpreter.py``, which
runs a template without data, and ``scope.py``, which holds what each name may be. Its two listeners
are the results: ``read_recorder.analyze`` (every read, and whether it can fail) for the rules, and
``usage.collect_usage`` (what is needed and used as what) for contracts. ``abstract_values.py``
decides what a condition proves.

To add an analysis: write a ``Listener`` with a function like ``analyze``; it is told of every
expression in the order of evaluation, with the values and facts at that point.
"""
