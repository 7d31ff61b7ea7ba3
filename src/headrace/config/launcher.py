"""
Become another program that ends when the process that asked for it ends, however that happens.

Run as a file, so that nothing else is imported: by root for an ordinary account, before the switch
makes our own files unreadable.  Arguments: signal, uid, gid, pid of the asking process, program...
"""

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Switch the account, ask the kernel for the signal, and replace ourselves."""
    signal_number, uid, gid, parent = map(int, arguments[:4])
    program = arguments[4:]
    if os.geteuid() == 0 and uid != 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # A change of account clears this setting: it must come after.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:
        # The asking process died before the kernel knew of our wish.
        sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 (no shell is the point)


if __name__ == "__main__":
    main(sys.argv[1:])
