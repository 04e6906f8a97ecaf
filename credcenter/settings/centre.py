"""Who the centre is, and how its issuing behaves."""

from __future__ import annotations

from credcenter.settings import env
from credcenter.settings.paths import DATA_DIR

CREDCENTER_ISSUER_SLUG = env.text("CREDCENTER_ISSUER_SLUG", default="centre")
CREDCENTER_ISSUER_NAME_KO = env.text("CREDCENTER_ISSUER_NAME_KO", default="글로벌자격관리센터")
CREDCENTER_ISSUER_NAME_EN = env.text(
    "CREDCENTER_ISSUER_NAME_EN", default="Global Credential Management Center"
)
# The demo gives a centre without a name of its own an invented one.
CREDCENTER_ISSUER_IS_NAMED = bool(env.text("CREDCENTER_ISSUER_NAME_KO", default=""))
CREDCENTER_ISSUER_EMAIL = env.text("CREDCENTER_ISSUER_EMAIL", default="")
# The number of the centre's page on LinkedIn, for "Add to profile"; without one it is named.
CREDCENTER_LINKEDIN_ORGANIZATION = env.text("CREDCENTER_LINKEDIN_ORGANIZATION", default="")
# By which kind of DID the centre signs where it has an https address; without one it is its key.
CREDCENTER_ISSUER_DID = env.choice("CREDCENTER_ISSUER_DID", default="web", among=("web", "key"))

# The private signing keys, one file each; only badges.adapters.keystore reads them.
KEYSTORE_ROOT = DATA_DIR / "keys"
# What wraps the keys of those files; the class of another is that of a key service.
HOST_KEY_WRAPPING = "badges.adapters.key_wrapping.HostKeyWrapping"
KEY_WRAPPING = env.text("CREDCENTER_KEY_WRAPPING", default=HOST_KEY_WRAPPING)

# Entries of a status list; the standard asks for at least 131,072 so that one bit hides.
STATUS_LIST_LENGTH = env.integer("CREDCENTER_STATUS_LIST_LENGTH", default=131_072, least=131_072)

# A results file that was handed in and not applied is thrown away after so many days.
CREDCENTER_DISCARD_UPLOADS_AFTER_DAYS = env.integer(
    "CREDCENTER_DISCARD_UPLOADS_AFTER_DAYS", default=30, least=1
)
