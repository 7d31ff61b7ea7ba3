"""Django's settings. What differs between installations comes from the environment and `home`."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from headrace.config import keyring
from headrace.config.database import address
from headrace.config.home import home, prepared
from headrace.config.office.rooms import APPEARANCE

_PACKAGE = Path(__file__).resolve().parents[1]
_HOUSE = (
    "kit",
    "rulebook",
    "parties",
    "evidence",
    "register",
    "custody",
    "products",
    "credit",
    "market",
    "contracts",
    "supervision",
    "gateways",
    "portals",
    "api",
    "simulation",
)
_KEYS = keyring.load(home())

HEADRACE_HOME = prepared(home())
DEMO = os.environ.get("HEADRACE_DEMO") == "1"
DEBUG = os.environ.get("HEADRACE_DEBUG") == "1"
# Behind a proxy that ends TLS: cookies are sent over TLS only and browsers remember to insist.
BEHIND_TLS = os.environ.get("HEADRACE_TLS") == "1"
# Where the live stream is: its port beside the pages', or an address to which a proxy leads.
HEADRACE_PAGES_PORT = int(os.environ.get("HEADRACE_PAGES_PORT", "0"))
HEADRACE_LIVE_PORT = int(os.environ.get("HEADRACE_LIVE_PORT", "0"))
HEADRACE_LIVE_URL = os.environ.get("HEADRACE_LIVE_URL", "")

SECRET_KEY = _KEYS.django
HEADRACE_FIELD_KEYS = _KEYS.field_key_bytes()
HEADRACE_BLIND_INDEX_KEY = _KEYS.blind_index_bytes()
HEADRACE_SIGNING_KEY = _KEYS.signing_key_pem

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.idp.oidc",
    "ninja",
    "axes",
    "csp",
    "django_htmx",
    # It only lends its templates to the back office, which stands in the place of Django's.
    "unfold.apps.BasicAppConfig",
    "headrace.config.office.apps.OfficeConfig",
    *(f"headrace.{name}" for name in _HOUSE),
]
AUTH_USER_MODEL = "parties.Person"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "headrace.api.middleware.MethodProblems",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headrace.portals.refusals.RefusalPages",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "headrace.config.urls"
WSGI_APPLICATION = "headrace.config.wsgi.application"
ALLOWED_HOSTS = os.environ.get("HEADRACE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The house's own log-in and office pages stand before those of the packages.
        "DIRS": [
            _PACKAGE / "portals" / "templates",
            _PACKAGE / "config" / "office" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "headrace.config.office.frame.frame",
            ],
        },
    },
]

_ROLE: address.Role = "owner" if os.environ.get("HEADRACE_AS_OWNER") == "1" else "application"
DATABASES = {"default": address.resolve(HEADRACE_HOME, _KEYS, role=_ROLE).django()}
if os.environ.get("HEADRACE_POOL") == "1":
    # The pages' threads share connections; a test or a command has one and keeps it.
    _OPTIONS = DATABASES["default"]["OPTIONS"]
    DATABASES["default"]["OPTIONS"] = {**_OPTIONS, "pool": {"min_size": 1, "max_size": 8}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Several processes must see the same count of failed log-ins.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
    },
}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "headrace.config.accounts.ByExactName",
    # Nobody logs in by it: it only keeps a session that the demo town opens for a visitor.
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
# People are entered by their organisation and log in by name: there is no e-mail address to prove.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "headrace.config.accounts.Accounts"
# Wrong passwords are counted by the lockout of axes; this counts wrong codes of a second factor.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key"}
ACCOUNT_SESSION_REMEMBER = False
# The proxy that ends TLS tells the caller's address; without one nobody is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
MFA_ADAPTER = "headrace.config.accounts.SecondFactors"
MFA_TOTP_ISSUER = "Headrace"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
IDP_OIDC_ADAPTER = "headrace.config.partners.PartnerServer"
IDP_OIDC_PRIVATE_KEY = _KEYS.token_key_pem
# A program proves itself by its secret; there are no public clients.
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 15 * 60
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_CACHE = "default"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "headrace.config.lockout.locked_out"
AXES_USERNAME_CALLABLE = "headrace.config.lockout.login_of"
AXES_CLIENT_IP_CALLABLE = "headrace.config.lockout.address_of"
UNFOLD = APPEARANCE
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    )
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [_PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = prepared(HEADRACE_HOME / "static")
# Collected files have names that never change their content; before the first collection the
# packages' own folders are served.
_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
WHITENOISE_USE_FINDERS = not _COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
# An envelope of 500 events fits well; what is larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MEDIA_ROOT = HEADRACE_HOME / "files"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A working day; closing the browser ends it earlier.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
# Whoever watches over this process asks it directly, without the proxy.
SECURE_REDIRECT_EXEMPT = ["^alive$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
# Other services under the same domain are not ours to bind.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
