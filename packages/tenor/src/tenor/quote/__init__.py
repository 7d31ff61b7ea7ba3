"""A plan for a human: its rows, what it costs all in, and a picture of it."""

from tenor.quote.page import Quote, page, quote_from
from tenor.quote.picture import picture

__all__ = ["Quote", "page", "picture", "quote_from"]
