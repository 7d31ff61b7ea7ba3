"""Fit a scorecard on a folder of data: `python -m headrace.config.fitting FOLDER`."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()

    from headrace.credit.services import FitterMissing
    from headrace.simulation import fitting
    from headrace.simulation.dataset import DataMissing

    try:
        done = fitting.fit(Path(sys.argv[1]))
    except (DataMissing, FitterMissing) as problem:
        sys.exit(str(problem))
    sys.stdout.write(
        f"AUC {done.auc:.3f} +- {done.spread:.3f} in 5 x 5-fold cross-validation,"
        f" {done.firms} firms, {done.defaulted} of them defaulted\n"
        f"{done.scorecard} decides in this centre from now on\n"
    )
