"""Answer questions about the life of loans: `python -m tenor.repay FILE`, or standard input."""

import sys

from tenor.questions import main
from tenor.repayments.reading import tables_from

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], tables_from))
