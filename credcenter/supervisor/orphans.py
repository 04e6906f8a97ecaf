"""No process outlives the one that started it.

On Linux the kernel sees to it. Elsewhere the next start ends what the data folder's
record names (see `folder`).
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
# Loaded here and not in the child: between fork and exec a child should not import.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent: int, *, by: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel for `by` when `parent` is gone; call it in the child.

    It counts for the thread that forked: start children from the main thread.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(by))
    # The parent may have died between the fork and the call above.
    if os.getppid() != parent:
        os.kill(os.getpid(), by)
