"""Changing the node's own key: the old one signs the change, and all that we ever told is signed
anew, so that whoever reads it next needs the new key alone."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions.feed import next_sequence, sequence_lock
from lumbung.catalogue.domain.federation.signed_item import instant, public_key_text, sign
from lumbung.catalogue.models import FeedItem, KeyChange
from lumbung.catalogue.node_key import node_key, prepare_key_change, settle_key_change
from lumbung.catalogue.queries.feed import own_code
from lumbung.catalogue.signals import feed_changed
from lumbung.core.audit import record_done
from lumbung.core.models import User


def change_key(*, by: User | None) -> str:
    """The new public key. Peers accept it by the old key's signature; until they have heard of it
    they refuse what we ask, so they are told at once."""
    with transaction.atomic():
        sequence_lock()
        old, new = node_key(), prepare_key_change()
        statement: dict[str, Any] = {
            "format": "lumbung-key-change/1",
            "code": own_code(),
            "old_key": public_key_text(old),
            "new_key": public_key_text(new),
            "changed_at": instant(timezone.now()),
        }
        signed = sign(statement, old)
        KeyChange.objects.create(statement=signed.document, signature=signed.signature)
        for item in FeedItem.objects.filter(catalog=None).order_by("sequence").iterator():
            item.signature = sign(item.item, new).signature
            if item.withdrawal:
                item.withdrawal["signature"] = sign(item.withdrawal["document"], new).signature
            item.sequence = next_sequence()
            item.save(update_fields=["signature", "withdrawal", "sequence"])
        record_done(by, "change-node-key", own_code(), new_key=public_key_text(new))
    settle_key_change()
    feed_changed.send_robust(sender=KeyChange)
    return public_key_text(new)
