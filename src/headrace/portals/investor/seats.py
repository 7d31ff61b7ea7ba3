"""Who sits at a lender's desk."""

from typing import Final

LENDERS: Final = ("bank", "small_loan")
