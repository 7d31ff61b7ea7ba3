"""
The common shape of the forms in the operator's back office: they look on, they change nothing.

A form names the columns that it shows, and nothing else is read from the database: a new column of
a table stays unseen until somebody decides otherwise. Words of columns and tables are translated
under the context `office`.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Field, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import pgettext_lazy
from unfold.admin import ModelAdmin

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Column = Callable[[Model], str]
_SAID = {"uscc": "credit code", "is_active": "in use", "is_staff": "back office staff"}


def word(name: str) -> "_StrPromise":
    """Return the word of a column or table for people, in their language."""
    said = _SAID.get(name, name.replace("_", " ").removesuffix(" id"))
    return pgettext_lazy("office", said)


@cache
def column(name: str) -> Column:
    """Return a column that shows one attribute of a row under its translated word."""

    def shown(row: Model) -> str:
        return _as_text(getattr(row, name))

    shown.__name__ = name
    return admin.display(description=word(name), ordering=name)(shown)


def _as_text(value: object) -> str:
    """Return a value as people read it, in a list and on a row's own page alike."""
    match value:
        case None | "":
            return "–"
        case bool():
            return str(word("yes" if value else "no"))
        case datetime():
            return f"{localtime(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case list():
            return ", ".join(map(str, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


class ValueFilter(admin.AllValuesFieldListFilter):
    """Chooses rows by a value, under the translated word of its column."""

    def __init__(self, field: "Field[Any, Any]", *args: Any, **named: Any) -> None:
        super().__init__(field, *args, **named)
        self.title = str(word(self.field_path))


class ReadMostly(ModelAdmin):  # type: ignore[misc] # the library ships no types
    """
    Rows that people look at and that only the verbs of their package change.

    A form gives `list_display` (and `fields`, if one row shows more), both of plain attribute
    names. Search finds a row by an id, or by `references`, the names of short public texts.
    `table` is the word for many rows, where the model's own plural is no word.
    """

    list_display: Sequence[str] = ("id",)
    id_fields: Sequence[str] = ("id",)
    references: Sequence[str] = ()
    table = ""
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a row here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes a row here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes a row here."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Let staff look; every page of the office has asked at the door before."""
        return bool(request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever passed the door of the office sees that the table is there."""
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Model]":
        """Read only what is shown: amounts and names do not even leave the database."""
        wanted = {self.opts.pk.attname, *self._shown()}
        rows: QuerySet[Model] = self.model._default_manager.order_by("-pk")
        return rows.only(*(each for each in wanted if each in self._attnames()))

    def get_list_display(self, request: HttpRequest) -> list[Column]:
        """Return the columns, each under its translated word."""
        return [column(each) for each in self.list_display]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        """Return the filters, each under its translated word."""
        return [(each, ValueFilter) for each in self.list_filter]

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Column]:
        """Return what one row shows."""
        return [column(each) for each in self.fields or self.list_display]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Column]:
        """Return what one row shows: all of it stands still."""
        return self.get_fields(request, obj)

    def get_search_fields(self, request: HttpRequest) -> Sequence[str]:
        """Return the texts that a search reads; a table without any is searched by id."""
        return self.references or self.id_fields

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Model]", search_term: str
    ) -> "tuple[QuerySet[Model], bool]":
        """Find rows by an id; by a reference, if the table has any."""
        try:
            sought = UUID(search_term.strip())
        except ValueError:
            if search_term.strip() and not self.references:
                return queryset.none(), False
            found: tuple[QuerySet[Model], bool] = super().get_search_results(
                request, queryset, search_term
            )
            return found
        either = Q()
        for each in self.id_fields:
            either |= Q(**{each: sought})
        return queryset.filter(either), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list under the table's translated word."""
        named = {"title": self.title(), **(extra_context or {})}
        answer: HttpResponse = super().changelist_view(request, named)
        return answer

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one row under its id: the text of a row may name somebody."""
        named = {"title": self.title(), "subtitle": object_id, "original": object_id}
        answer: HttpResponse = super().change_view(
            request, object_id, form_url, {**named, **(extra_context or {})}
        )
        return answer

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Answer that there is none: what happened stands in the journal."""
        raise Http404

    def title(self) -> str:
        """Return the table's word for people."""
        return capfirst(str(word(self.table or str(self.opts.verbose_name_plural))))

    def _shown(self) -> set[str]:
        return {*self.list_display, *(self.fields or ())}

    def _attnames(self) -> set[str]:
        return {each.attname for each in self.opts.concrete_fields}
