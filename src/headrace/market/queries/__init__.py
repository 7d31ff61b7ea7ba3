"""Reads of the market; every one by id goes through the actor's visibility."""

from headrace.market.pricing import Price
from headrace.market.queries.accepted import AcceptedOffer, CostLine, accepted_offer
from headrace.market.queries.demands import (
    DeclineView,
    DemandView,
    awaits_money,
    declines_of,
    demand,
    demands_in_sight,
    demands_of,
)
from headrace.market.queries.dossier import Dossier, dossier
from headrace.market.queries.doubts import Doubt, LikenessView
from headrace.market.queries.facts import Fact
from headrace.market.queries.indicative import IndicativeRange, indicative
from headrace.market.queries.offers import OfferView, offer, offers_for, offers_of
from headrace.market.queries.purposes import Purpose, purposes
from headrace.market.queries.pushes import PushView, matches_for, pushes_for
from headrace.market.queries.queues import QueueRow, queue
from headrace.market.queries.quoting import Quote, quote
from headrace.market.queries.snapshots import SnapshotView, snapshot
from headrace.market.rules.matching import Reason
from headrace.market.rules.turn import Turn

__all__ = [
    "AcceptedOffer",
    "CostLine",
    "DeclineView",
    "DemandView",
    "Dossier",
    "Doubt",
    "Fact",
    "IndicativeRange",
    "LikenessView",
    "OfferView",
    "Price",
    "Purpose",
    "PushView",
    "QueueRow",
    "Quote",
    "Reason",
    "SnapshotView",
    "Turn",
    "accepted_offer",
    "awaits_money",
    "declines_of",
    "demand",
    "demands_in_sight",
    "demands_of",
    "dossier",
    "indicative",
    "matches_for",
    "offer",
    "offers_for",
    "offers_of",
    "purposes",
    "pushes_for",
    "queue",
    "quote",
    "snapshot",
]
