"""The application that granian serves beside the pages; of Django it needs the settings alone."""

import os

from django.conf import settings

from headrace.config import keyring
from headrace.config.database import address
from headrace.config.live.app import Live

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
_HOME = settings.HEADRACE_HOME
application = Live(
    address.resolve(_HOME, keyring.load(_HOME), role="application").parameters(),
    settings.SESSION_COOKIE_NAME,
    settings.HEADRACE_PAGES_PORT,
)
