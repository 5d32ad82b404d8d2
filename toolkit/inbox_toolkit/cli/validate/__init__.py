"""What ``inbox validate`` does: once (``run.py``) or after every change (``watch.py``).

``projects.py`` finds the projects that the arguments are about.
"""
