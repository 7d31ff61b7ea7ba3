"""How people come to have an account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # the library ships no types
    """Nobody signs up alone: an organisation enters its people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: see `parties`."""
        return False
