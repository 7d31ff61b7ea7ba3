"""Set Django up, then tell the journey: `python -m headrace.config.narrating [--firms N]`."""

import os
import sys

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()

    from headrace.simulation.telling import tell

    raise SystemExit(tell(sys.argv[1:]))
