"""Who publishes what: organisations named in publiccode.yml."""

from typing import Any

from lumbung.catalogue.models import Catalog, Publisher


def publisher_in(facts: dict[str, Any], catalog: Catalog | None) -> Publisher | None:
    """The publisher that `facts` name under `organisation`, new where it is not known yet. One that
    another origin keeps is pointed to and never changed."""
    named = facts.get("organisation") or {}
    uri, name = str(named.get("uri") or "")[:200], str(named.get("name") or "")[:200]
    wanted = {"alternative_id": uri} if uri else {"catalog": catalog, "name": name}
    known = Publisher.objects.filter(**wanted).first() if uri or name else None
    if known is not None or not name:
        return known
    return Publisher.objects.create(catalog=catalog, alternative_id=uri or None, name=name)
