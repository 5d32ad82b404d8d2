"""The proof that a template prints JSON on every way through it, outputs taken as any value.

Start with ``json_proof.py``; ``following.py`` walks the template, ``automaton.py`` reads what it
prints, ``prints.py`` says what a placeholder can print.
"""
