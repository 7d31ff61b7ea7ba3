"""Keys of the simulation's verbs: made of words, so that a seeding that was cut goes on."""

from uuid import UUID

from headrace.kit.canonical import digest


def key_of(*words: object) -> UUID:
    """Return the same key for the same words; `kit.once` then does each step once."""
    return UUID(bytes=digest("/".join(str(each) for each in words).encode())[:16], version=5)
