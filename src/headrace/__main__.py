"""`python -m headrace` is the command line."""

from headrace.config.cli import app

app()
