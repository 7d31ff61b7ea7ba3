"""Answer questions about plans: `python -m tenor.schedule FILE`, or standard input."""

import sys

from tenor.questions import main
from tenor.schedule.reading import tables_from

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], tables_from))
