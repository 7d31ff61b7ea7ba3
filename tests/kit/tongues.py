"""What a refusal says to a reader of English and to a reader of Chinese."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext, override

from headrace.kit.errors import CentreError

HAN = re.compile(r"[\u4e00-\u9fff]")
OPEN_PLACE = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Said:
    """A refusal in one language: what is wrong, and what would put it right."""

    message: str
    remedy: str


def said(error: CentreError, language: str) -> Said:
    """Return the two sentences of a refusal through the catalogues of the house."""
    with override(language):
        return Said(error.explain(gettext), error.advise(gettext))


def in_english(error: CentreError) -> Said:
    return said(error, "en")


def in_chinese(error: CentreError) -> Said:
    return said(error, "zh-hans")


def is_told_in_both(error: CentreError) -> bool:
    """Whether both readers get whole sentences, each in his own language."""
    english, chinese = in_english(error), in_chinese(error)
    sentences = (english.message, english.remedy, chinese.message, chinese.remedy)
    return (
        all(sentences)
        and not any(OPEN_PLACE.search(each) for each in sentences)
        and all(HAN.search(each) for each in (chinese.message, chinese.remedy))
        and english != chinese
    )
