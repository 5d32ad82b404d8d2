"""The dialect: Liquid as Customer.io renders it (DESIGN 4 and 6).

Parse (``parser.py``) to frozen nodes (``nodes.py``), compile (``compiler.py``) to one Python
function per template, run (``runtime.py``). Start with ``render.py``, which does all three.
Imports: ``text``, ``errors``. Nothing else of the toolkit.
"""
