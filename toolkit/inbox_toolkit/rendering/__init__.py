"""What one case becomes: rendered text, parsed payload, the reads it made, or why it failed.

Start with ``render.py``. Imports: ``template`` and the floors below.
"""
