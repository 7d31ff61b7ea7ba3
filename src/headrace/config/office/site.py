"""The back office: the forms of all packages behind one door, under one policy of their own."""

from collections.abc import Iterable
from functools import update_wrapper
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.text import capfirst
from unfold.sites import UnfoldAdminSite

from headrace.config.office import door, parked
from headrace.kit.admin_base import ReadMostly, word

# Its scripts evaluate attributes and its pages carry style elements; nothing comes from outside.
POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}


class Office(UnfoldAdminSite):  # type: ignore[misc] # the library ships no types
    """Takes only forms that look on; enters only staff with a second factor."""

    final_catch_all_view = False

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[Any] | None = None,
        **options: Any,
    ) -> None:
        """
        Hang up a form of ours; pass over those that libraries bring along.

        Theirs could change passwords' factors, log-ins and tokens, and would show their secrets.
        """
        if admin_class is not None and issubclass(admin_class, ReadMostly):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Ask the door."""
        return door.may_enter(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap a page: the door, the policy, and the supervisor's news of what was refused."""

        def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                answer: HttpResponse = view(request, *args, **kwargs)
            except PermissionDenied:
                raise self._refusal(request) from None
            return answer

        return csp(POLICY)(super().admin_view(update_wrapper(watched, view), cacheable))

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the product's own pages for log-in and second factor, or on to the office."""
        return redirect(door.way_in(request))

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """End the session and return to the start."""
        logout(request)
        return redirect("/")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the product's own page for it."""
        return redirect("account_change_password")

    def get_urls(self) -> list[URLPattern]:
        """Add the page of parked entries to the forms."""
        page = self.admin_view(parked.page)
        again = self.admin_view(parked.deliver_again)
        own = [
            path("parked/", page, name="parked"),
            path("parked/<slug:group>/<uuid:entry_id>/", again, name="deliver_again"),
        ]
        return [*own, *super().get_urls()]

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Name packages and tables by their translated words."""
        listed: list[dict[str, Any]] = super().get_app_list(request, app_label)
        for each in listed:
            each["name"] = capfirst(str(word(each["app_label"])))
            for table in each["models"]:
                table["name"] = self._registry[table["model"]].title()
        return listed

    def _refusal(self, request: HttpRequest) -> Exception:
        page = request.resolver_match
        attempt = page.url_name if page and page.url_name else "page"
        return door.told(request, attempt, door.NothingChangesHere())
