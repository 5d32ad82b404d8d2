"""What a compiled template calls while it renders.

Start at ``runtime.run``: it makes a ``RenderContext`` (``context.py``) and calls the template's
function (``loader.py``) with it. ``compiler/compiler.py`` shows such a function. To give generated
code something new to call:

1. Write it as a method of the part it belongs to (``context.py`` lists them).
2. Write the call in ``compiler/expressions.py`` or ``compiler/statements.py``.
3. If the part is new, name it in ``LOCALS`` of ``compiler/code_builder.py``.
"""
