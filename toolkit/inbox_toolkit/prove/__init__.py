"""Proof, counterexamples and branch coverage of a template under its contract.

Start with ``prove.py``. ``symbolic_execution.py`` follows every path through the template,
``json_automaton.py`` reads what a path prints, ``output_types.py`` knows what an output can print.
``counterexamples.py`` searches for data that ``oracle.py`` says the template fails on.
``coverage.py`` finds the fewest fixtures that reach every branch.
"""
