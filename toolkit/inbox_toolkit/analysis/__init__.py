"""What a template may read, in any case: the static side of "every variable has a value".

Start with ``reads.py``: ``analyse`` gives every place where a variable is read, and whether it can
fail there. ``flow.py`` follows the control flow, ``conditions.py`` says what guards what.
Imports: ``template`` and the floors below.
"""
