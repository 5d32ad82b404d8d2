"""Locks an open file against other processes; the lock ends with the process, however it ends."""

import sys
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def is_locked_now(file: IO[bytes]) -> bool:
        """Take the lock without waiting; return whether it was free."""
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def is_locked_now(file: IO[bytes]) -> bool:
        """Take the lock without waiting; return whether it was free."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
