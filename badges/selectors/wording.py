"""The texts of our own credentials in the reader's language, by what was signed of them."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from badges.models import Credential
from credcenter.kernel.bilingual import Bilingual


def words_of(credential: Credential) -> dict[str, str]:
    """From each signed text of two languages to the reader's half of it.

    In the forms that `badges.services.building` gives them: a name with the other in parentheses, a
    description with the other below it.
    """
    version = credential.version
    prefetch_related_objects([version], "result_descriptions__levels")
    described = list(version.result_descriptions.all())
    levels = [level for result in described for level in result.levels.all()]
    names: list[Bilingual] = [version.name, credential.issuer.name]
    names += [each.name for each in (*described, *levels)]
    texts = {each.both(): str(each) for each in names}
    about = (version.description, version.criteria)
    return texts | {each.paragraphs(): str(each).strip() for each in about}
