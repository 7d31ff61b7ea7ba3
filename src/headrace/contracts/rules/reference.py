"""The short reference that a borrower's bank line carries back to its contract."""

import base64

PREFIX = "HR"
_BYTES = 7
_LETTERS = 10


def payment_reference(digest: bytes) -> str:
    """
    Return "HR" and ten letters or digits made of a hash: short enough for any remittance text.

    :param digest: at least seven bytes; 50 of their bits are used
    """
    return PREFIX + base64.b32encode(digest[:_BYTES]).decode()[:_LETTERS]
