"""One request: what is asked, what may be seen, the form or the finding, the dispute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headrace.evidence.queries import DaySales, IssuedView, RequestView
from headrace.kit.ids import new_id
from headrace.parties.queries import OrganisationView
from headrace.portals import codes, names
from headrace.portals.investor import feed
from headrace.portals.pieces import Action, Fact, Head, Mark, Message
from headrace.portals.provider import answering, issued, pages, settling, words
from headrace.portals.provider.requests import WAITING, due
from headrace.portals.provider.seats import signs
from headrace.portals.templatetags.headrace import count, moment
from headrace.portals.visits import Visit

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class File:
    """What the page is made of; `sales` is None where the firm lets no invoices be seen."""

    request: RequestView
    firm: OrganisationView
    issued: IssuedView | None
    sales: Sequence[DaySales] | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that came back: which of them, what was typed, what is wrong."""

    form: str = ""
    typed: Mapping[str, str] = field(default_factory=lambda: _NONE)
    errors: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def of(self, form: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return what was typed and what is wrong, if it is of this form."""
        return (self.typed, self.errors) if self.form == form else (_NONE, _NONE)


def page(
    file: File,
    visit: Visit,
    *,
    refused: Refused,
    messages: tuple[Message, ...] = (),
) -> pages.RequestPage:
    """Return the page; forms only to who signs, and only while they can be sent."""
    request, may = file.request, signs(visit)
    waits = request.state in WAITING
    form = answering.form(request, *refused.of("answer")) if may and waits else None
    disputed = may and request.state == "contested"
    return pages.RequestPage(
        head=_head(file, visit),
        facts=_facts(file, visit),
        shown=_shown(file, visit),
        answering=form,
        take=_take(request) if may and request.state in ("open", "accepted") else None,
        declining=settling.declining(request, *refused.of("decline")) if may and waits else None,
        finding=issued.facts(file.issued) if file.issued else (),
        course=issued.course(file.issued) if file.issued else (),
        settling=settling.dispute(request, *refused.of("settle")) if disputed else None,
        wrong=_wrong(form),
        messages=messages,
    )


def _wrong(form: pages.Answering | None) -> tuple[pages.AnyField, ...]:
    every: tuple[pages.AnyField, ...] = (*form.choices, *form.fields) if form else ()
    return tuple(each for each in every if each.error)


def _head(file: File, visit: Visit) -> Head:
    told = {"asked": words.asked(file.request.kind), "firm": names.said(file.firm.name)}
    return Head(
        pgettext("expert", "Request"),
        _("%(asked)s: %(firm)s") % told,
        _("Your signed finding goes into the firm's file; lenders decide on it.")
        if file.request.state in WAITING
        else str(words.STATES.get(file.request.state, file.request.state)),
        back=Action(_("Requests"), reverse("provider:desk")),
    )


def _facts(file: File, visit: Visit) -> tuple[Fact, ...]:
    firm, request = file.firm, file.request
    mark = due(request, visit) if request.state in (*WAITING, "contested") else None
    size = codes.word(codes.SIZES, firm.size_class) if firm.size_class else _("not known")
    return (
        Fact(_("Asked for"), words.asked(request.kind)),
        Fact(_("Due"), moment(request.due_at), mark=mark),
        Fact(_("Firm"), names.said(firm.name)),
        Fact(_("Credit code"), firm.uscc or "–"),
        Fact(_("District"), codes.word(codes.DISTRICTS, firm.district)),
        Fact(_("Trade"), codes.word(codes.INDUSTRIES, firm.industry)),
        Fact(_("Staff as registered"), count(firm.staff)),
        Fact(_("Size class"), size),
    )


def _shown(file: File, visit: Visit) -> pages.Shown:
    if file.sales is None:
        return pages.Shown(Mark("closed", _("the firm lets you see no invoices")))
    picture = feed.sales(file.sales, visit.today)
    words_of = _("the firm lets you see its invoices") if picture else _("no sales in eight weeks")
    return pages.Shown(Mark("done" if picture else "part", words_of), picture)


def _take(request: RequestView) -> Action:
    label = _("Take it on") if request.state == "open" else _("Begin the work")
    address = reverse("provider:take", args=[request.id])
    return Action(label, address, "post", key=str(new_id()))
