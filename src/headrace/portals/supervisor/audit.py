"""The audit feed in plain words, and the answer to *was anything altered*."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.kit.clock import day_of
from headrace.kit.ids import new_id
from headrace.portals.pieces import Action, Head, Mark, Message
from headrace.portals.supervisor import audit_words, pages
from headrace.portals.templatetags.headrace import clock, count, long_day
from headrace.supervision.queries import AuditEntry, AuditReport, AuditStretch

PAGE = 50


def page(
    feed: AuditStretch,
    called: Mapping[UUID, str],
    *,
    within: bool,
    report: AuditReport | None,
) -> pages.AuditPage:
    """
    Return a page of the feed, the newest entry first.

    :param within: the reader has paged away from the newest entries
    :param report: what a verification found, if one was asked for
    """
    here = reverse("supervisor:audit")
    act = Action(_("Verify every entry"), reverse("supervisor:verify"), "post", key=str(new_id()))
    return pages.AuditPage(
        head=replace(_head(report), main_act=act),
        feed=tuple(_row(each, called) for each in feed.entries),
        feed_note=_("newest first, nothing left out, refused acts too"),
        more=_to(_("Older entries"), "before", feed.older),
        newer=_to(_("Newer entries"), "after", feed.newer),
        first=Action(_("Back to the newest"), here) if within else None,
        feed_end="" if feed.entries else _("No further entry that your office may read."),
        messages=(_verdict(report),) if report else (),
    )


def _to(label: str, way: str, place: str) -> Action | None:
    if not place:
        return None
    return Action(label, f"{reverse('supervisor:audit')}?{urlencode({way: place})}")


def _head(report: AuditReport | None) -> Head:
    if report is None:
        finding = _("Every entry can be read and verified")
        return Head(_("Audit"), finding, _("Each is sealed in a chain; changing one breaks it."))
    words = {"entries": count(report.entries), "seals": count(report.seals)}
    if report.ok:
        finding = _("Nothing was altered in %(entries)s sealed entries") % words
        return Head(_("Audit"), finding, _("%(seals)s seals were read again.") % words)
    finding = ngettext(
        "%(faults)s entry is not what it was",
        "%(faults)s entries are not what they were",
        report.faults,
    ) % {"faults": count(report.faults)}
    return Head(_("Audit"), finding, _("%(seals)s seals were read again.") % words)


def _verdict(report: AuditReport) -> Message:
    if report.ok:
        return Message(
            "done",
            _("Verified."),
            _("Every sealed entry has the fingerprint that stands in its seal."),
        )
    return Message(
        "refused",
        _("The first that differs: %(fault)s.") % {"fault": report.first_fault},
        _("Stop releases, keep this page, and call the operator and the anchor's keeper."),
    )


def _row(entry: AuditEntry, called: Mapping[UUID, str]) -> pages.FeedRow:
    refused = entry.kind == "kit.refused"
    what = audit_words.said(entry.kind, entry.facts)
    return pages.FeedRow(
        at=f"{long_day(day_of(entry.at))}, {clock(entry.at)}",
        what=what,
        about=called.get(entry.about, _("no party")),
        by=_who(entry, called),
        mark=Mark("refused", what) if refused else None,
    )


def _who(entry: AuditEntry, called: Mapping[UUID, str]) -> str:
    if entry.actor_person is None:
        return _("the centre's own work")
    return called.get(entry.actor_organisation, _("a person"))
