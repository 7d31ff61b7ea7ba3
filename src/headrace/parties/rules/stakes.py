"""Shares of one organisation in another, and when they make a conflict of interest."""

from headrace.kit.errors import N_, Malformed

WHOLE_PPM = 1_000_000


class ShareImpossible(Malformed):
    """A share lies between nothing and the whole, and nobody owns himself."""

    message = N_("A share lies between 0 and 100 %, and in another organisation.")
    remedy = N_("Give a share within these bounds, and name the other organisation.")

    def __init__(self) -> None:
        super().__init__(field="share_ppm")


def check_share(*, share_ppm: int, in_itself: bool) -> None:
    """Refuse a share that cannot be."""
    if in_itself or not 0 <= share_ppm <= WHOLE_PPM:
        raise ShareImpossible


def is_conflict(*, share_ppm: int, from_ppm: int) -> bool:
    """Say whether a share is large enough to be flagged."""
    return share_ppm >= from_ppm
