"""How much of a thing can be taken, and the moves of a share's life."""

from enum import StrEnum

from headrace.kit.errors import N_, Malformed, Refused

WHOLE_PPM = 1_000_000


class EncumbranceState(StrEnum):
    """Where a share stands; all but a released one keep it taken."""

    PROPOSED = "proposed"
    PERFECTED = "perfected"
    RELEASED = "released"
    ENFORCED = "enforced"


class EncumbranceMove(StrEnum):
    """What can happen to a share."""

    PERFECT = "perfect"
    RELEASE = "release"
    ENFORCE = "enforce"


_NEXT = {
    (EncumbranceState.PROPOSED, EncumbranceMove.PERFECT): EncumbranceState.PERFECTED,
    (EncumbranceState.PROPOSED, EncumbranceMove.RELEASE): EncumbranceState.RELEASED,
    (EncumbranceState.PERFECTED, EncumbranceMove.RELEASE): EncumbranceState.RELEASED,
    (EncumbranceState.PERFECTED, EncumbranceMove.ENFORCE): EncumbranceState.ENFORCED,
}


class EncumbranceMoveRefused(Refused):
    """The share does not stand where this move begins."""

    message = N_("A share that is {state} cannot be moved by {move}.")
    remedy = N_("Look at the register again: the share has been dealt with.")

    def __init__(self, *, state: str, move: str) -> None:
        super().__init__(field="encumbrance_id", state=state, move=move)


class ShareMalformed(Malformed):
    """A share is some of the whole, at most all of it."""

    message = N_("A share lies between 1 and {whole} millionths.")
    remedy = N_("Give the share in millionths of the whole.")

    def __init__(self) -> None:
        super().__init__(field="share_ppm", whole=WHOLE_PPM)


class AlreadyEncumbered(Refused):
    """Less of the thing is free than is asked for."""

    message = N_("Only {free_ppm} of 1000000 millionths are free; {asked_ppm} were asked for.")
    remedy = N_("Ask for less, or wait until the earlier share is released.")
    journalled = ("fingerprint", "free_ppm", "asked_ppm")

    def __init__(self, *, fingerprint: str, free_ppm: int, asked_ppm: int) -> None:
        super().__init__(
            field="share_ppm", fingerprint=fingerprint, free_ppm=free_ppm, asked_ppm=asked_ppm
        )


class NotRegistered(Malformed):
    """Nothing is perfected without a registration number and a search certificate."""

    message = N_("A share is perfected with its registration number and a search certificate.")
    remedy = N_("Search and register at the public register first.")

    def __init__(self) -> None:
        super().__init__(field="registration_number")


def after(state: EncumbranceState, move: EncumbranceMove) -> EncumbranceState:
    """Return the state that follows; :raises EncumbranceMoveRefused: no such move."""
    try:
        return _NEXT[state, move]
    except KeyError:
        raise EncumbranceMoveRefused(state=state, move=move) from None


def check_free(*, fingerprint: str, taken_ppm: int, share_ppm: int) -> None:
    """
    Refuse a share that is more than what is free; exactly all of it is allowed.

    :raises ShareMalformed: not a whole number between 1 and WHOLE_PPM
    :raises AlreadyEncumbered: the rest is taken
    """
    if type(share_ppm) is not int or not 1 <= share_ppm <= WHOLE_PPM:
        raise ShareMalformed
    free_ppm = WHOLE_PPM - taken_ppm
    if share_ppm > free_ppm:
        raise AlreadyEncumbered(fingerprint=fingerprint, free_ppm=free_ppm, asked_ppm=share_ppm)


def check_registered(*, registration_number: str, search_certificate_hash: bytes) -> None:
    """Refuse a perfection without proof; :raises NotRegistered: number or certificate lacks."""
    if not registration_number.strip() or len(search_certificate_hash) != 32:
        raise NotRegistered
