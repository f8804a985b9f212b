"""What our node says of itself: its card, its members if it is a hub, its change of key."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from lumbung import __version__
from lumbung.catalogue.domain.federation.node_documents import MOST_KEY_CHANGES, envelope
from lumbung.catalogue.domain.federation.signed_item import Signed, instant, public_key_text, sign
from lumbung.catalogue.models import Catalog, KeyChange
from lumbung.catalogue.node_key import node_key
from lumbung.catalogue.queries.feed import is_hub, own_code
from lumbung.registry.queries import regions


def own_name() -> str:
    """The region's name, or its code where the list of regions has none."""
    found = regions().filter(code=own_code()).values_list("name", flat=True).first()
    return found or own_code()


def own_address(request: HttpRequest) -> str:
    """Where others reach us: as the operator says, or as the visitor came."""
    return stated_address() or request.build_absolute_uri("/")


def stated_address() -> str:
    """As the operator says; empty where nothing is said."""
    return f"{settings.SITE_URL}/" if settings.SITE_URL else ""


def own_public_key() -> str:
    return public_key_text(node_key())


def own_card(address: str) -> Signed:
    """The node card; equal as long as nothing of it changes."""
    key = node_key()
    document = {
        "format": "lumbung-node/1",
        "code": own_code(),
        "name": own_name(),
        "url": address,
        "public_key": public_key_text(key),
        "software": f"lumbung {__version__}",
        "is_hub": is_hub(),
        "key_changes": own_key_changes(),
    }
    return sign(document, key)


def own_key_changes() -> list[dict[str, Any]]:
    """The last changes of our key, each signed by the key before it, oldest first."""
    changes = list(KeyChange.objects.order_by("-pk")[:MOST_KEY_CHANGES])
    return [envelope(Signed(change.statement, change.signature)) for change in reversed(changes)]


@transaction.atomic
def member_list() -> Signed:
    """Our word for our members' keys."""
    members = Catalog.objects.filter(is_member=True, state=Catalog.State.ACTIVE)
    document = {
        "format": "lumbung-members/1",
        "hub": own_code(),
        "members": [
            {
                "code": member.alternative_id,
                "name": member.name,
                "url": member.url,
                "public_key": member.public_key,
            }
            for member in members.order_by("alternative_id")
        ],
        "signed_at": instant(timezone.now()),
    }
    return sign(document, node_key())
