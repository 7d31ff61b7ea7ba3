"""Sample words in the language of the page; firms, people and figures are invented."""

from django.utils.translation import get_language


def say(english: str, chinese: str) -> str:
    """Return the words in the language of the page."""
    return chinese if (get_language() or "en").startswith("zh") else english
