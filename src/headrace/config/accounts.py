"""How people come to have an account, and how they prove who they are."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from headrace.kit import crypto


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # the library ships no types
    """Nobody signs up alone: an organisation enters its people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: see `parties`."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave wrong passwords to the lockout, which counts them over all processes."""


class ByExactName(AuthenticationBackend):  # type: ignore[misc] # the library ships no types
    """
    A log-in name is spelled as the organisation entered it, as everywhere else in the house.

    The library's own way takes `Mill` for `mill`, and lets neither in where there are both.
    """

    def authenticate(
        self, request: HttpRequest | None, **credentials: Any
    ) -> AbstractBaseUser | None:
        """
        Return the person of this very name and password.

        :raises PermissionDenied: there is none; no other backend may look for another spelling
        """
        person: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if person is None:
            raise PermissionDenied
        return person

    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        named = get_user_model()._default_manager.filter(login=username).first()
        found: AbstractBaseUser | None = self._check_password(named, password)
        return found


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc] # the library ships no types
    """The secrets of second factors rest encrypted, as personal fields do."""

    def encrypt(self, text: str) -> str:
        """Return the form in which a secret rests."""
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret; :raises crypto.Unreadable: altered, or its key is gone."""
        return crypto.decrypt(encrypted_text)
