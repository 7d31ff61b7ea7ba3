"""The search for a party whose accounts shall be frozen, and what it gave."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.kit.actors import Actor
from headrace.portals import codes, names
from headrace.portals.pieces import Action, Field
from headrace.portals.templatetags.headrace import count
from headrace.supervision import queries
from headrace.supervision.queries import Found


@dataclass(frozen=True, slots=True)
class Search:
    """What an officer asked for; nothing was looked for while `words` are empty."""

    words: str = ""
    found: Found = field(default_factory=lambda: Found((), 0))


def search(words: str, actor: Actor) -> Search:
    """Look for a party by part of its name or code, as the reader calls it."""
    asked = words.strip()
    if not asked:
        return Search()
    return Search(asked, queries.find_parties(actor, asked, said=names.said))


def asking(asked: Search) -> Field:
    """Return the field of the search, with what was typed."""
    return Field(
        "q",
        _("Name or credit code"),
        asked.words,
        _("Part of the name, as it is written or as it sounds; or four signs of the code."),
        kind="text",
    )


def lines(asked: Search) -> tuple[tuple[Action, str], ...]:
    """Return the parties that fit best, with the way to each and what tells them apart."""
    here = reverse("supervisor:freeze")
    return tuple(
        (
            Action(names.said(each.name), f"{here}?organisation={each.id}"),
            codes.in_language(", ", "，").join(
                part for part in (codes.word(codes.DISTRICTS, each.district), each.uscc) if part
            ),
        )
        for each in asked.found.parties
    )


def none_found(asked: Search) -> str:
    """Return what is said when a search gave nothing; empty before a search."""
    if not asked.words or asked.found.of:
        return ""
    return _("No organisation of your districts is registered under such a name or code.")


def more_found(asked: Search) -> str:
    """Return how many fit when not all of them are shown."""
    shown, of = len(asked.found.parties), asked.found.of
    if shown == of:
        return ""
    words = {"shown": count(shown), "of": count(of)}
    return _("%(shown)s of %(of)s that fit; type more of the name.") % words
