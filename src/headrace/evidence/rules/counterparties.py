"""Names of trading partners: one spelling for comparison, a mask for display."""

import unicodedata


def normal_name(name: str) -> str:
    """
    Return a name without what writers vary: width, case, spaces and punctuation.

    >>> normal_name("Ｙun Xi （Trade） Co., Ltd.")
    'yunxitradecoltd'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(each for each in folded if each.isalnum()) or folded.strip()


def masked_name(name: str) -> str:
    """
    Return a label that its own trading partner recognises and a stranger does not.

    >>> masked_name("杭州云溪纺织有限公司")
    '杭州***公司'
    """
    name = name.strip()
    shown = 2 if len(name) >= 6 else 1 if len(name) >= 3 else 0
    first, last = name[: shown or 1], name[-shown:] if shown else ""
    return f"{first}***{last}"
