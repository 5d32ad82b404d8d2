"""What ``inbox validate`` does with its options: once (``once.py``) or at every change."""
