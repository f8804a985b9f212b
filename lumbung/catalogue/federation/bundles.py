"""Bundle files: what an audience may see, in one signed file, for regions that exchange by hand. It
is taken in like a reading of a peer, by the same rules (docs/formats/federation.md)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.utils import timezone

from lumbung.catalogue.actions.peers import keep_bundle_source
from lumbung.catalogue.actions.pulls import PullCounts
from lumbung.catalogue.domain.federation.node_documents import (
    BundleHead,
    NodeCard,
    envelope,
    leads_to,
    read_bundle_head,
    read_card,
    read_envelope,
)
from lumbung.catalogue.domain.federation.signed_item import ItemInvalid, instant, sign
from lumbung.catalogue.federation.own_node import own_card
from lumbung.catalogue.federation.receiving import apply_waiting, receive
from lumbung.catalogue.models import Catalog
from lumbung.catalogue.node_key import node_key
from lumbung.catalogue.queries.feed import Asker, Event, events_after, own_code
from lumbung.core.audit import record_done
from lumbung.core.models import User
from lumbung.kit.archives import MIB, ArchiveLimits, ArchiveUnfit, member_names, read_member
from lumbung.kit.errors import LumbungError, gettext_noop

MEMBERS = ("bundle.json", "node.json", "items.jsonl")
MOST_BYTES = 60 * MIB
LIMITS = ArchiveLimits(unfolded=200 * MIB, members=len(MEMBERS), ratio=200)
PAGE = 100


class BundleUnfit(LumbungError):
    code = "bundle-unfit"
    message = gettext_noop("The file cannot be used as a bundle: %(reason)s")
    hint = gettext_noop("Ask the region that gave it to write it anew; nothing was stored.")


class BundleOfStranger(LumbungError):
    code = "bundle-of-stranger"
    message = gettext_noop("%(name)s (%(code)s) is not known here, or by another key.")
    hint = gettext_noop("Compare the words of its key with that region, and say so.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file whose parts belong together; who wrote it is judged when it is taken in."""

    head: BundleHead
    card: NodeCard
    lines: bytes


def write_bundle(audience: str, *, address: str, by: User | None) -> bytes:
    """All that the region `audience` may see (everybody, where it is empty)."""
    asker = Asker(audience)
    lines = b"".join(_line(event) for event in _all_events(asker))
    head = {
        "format": "lumbung-bundle/1",
        "code": own_code(),
        "audience": audience,
        "made_at": instant(timezone.now()),
        "count": lines.count(b"\n"),
        "items_sha256": hashlib.sha256(lines).hexdigest(),
    }
    parts = {
        "bundle.json": json.dumps(envelope(sign(head, node_key()))).encode(),
        "node.json": json.dumps(envelope(own_card(address))).encode(),
        "items.jsonl": lines,
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name in MEMBERS:
            archive.writestr(name, parts[name])
    record_done(by, "export-bundle", audience or "*", count=head["count"])
    return stream.getvalue()


def read_bundle(file: BinaryIO) -> Bundle:
    """Raises BundleUnfit for what is no bundle, too large, or not whole."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BundleUnfit(reason=f"it is larger than {MOST_BYTES // MIB} MiB")
    try:
        if sorted(member_names(content, LIMITS)) != sorted(MEMBERS):
            raise BundleUnfit(reason="it does not hold what a bundle holds")
        head, card, lines = (read_member(content, name) for name in MEMBERS)
        node = read_card(read_envelope(json.loads(card)))
        told = read_bundle_head(read_envelope(json.loads(head)), node)
    except ArchiveUnfit as error:
        raise BundleUnfit(reason=str(error)) from None
    except ItemInvalid as error:
        raise BundleUnfit(reason=str(error.facts["reason"])) from None
    except (ValueError, RecursionError):
        raise BundleUnfit(reason="its parts are not JSON") from None
    if hashlib.sha256(lines).hexdigest() != told.items_sha256:
        raise BundleUnfit(reason="its items are not those that were signed")
    return Bundle(told, node, lines)


def source_of(bundle: Bundle) -> Catalog | None:
    """The node that wrote it, where it is known here by that very key, or by an older one that
    itself signed the change."""
    known = Catalog.objects.filter(
        alternative_id=bundle.card.code,
        state__in=(Catalog.State.ACTIVE, Catalog.State.PAUSED),
    ).first()
    if known is None:
        return None
    changes = [change.signed() for change in bundle.card.key_changes]
    is_same = known.public_key == bundle.card.public_key
    if is_same or leads_to(changes, bundle.card.code, known.public_key, bundle.card.public_key):
        return known
    return None


def import_bundle(bundle: Bundle, *, is_compared: bool, by: User | None) -> PullCounts:
    """Takes the items in. Where its node is not known yet, somebody must have compared its key's
    words (`is_compared`). Raises BundleOfStranger, BundleUnfit, PeerKnownOtherwise."""
    if bundle.head.audience not in {"", own_code()}:
        raise BundleUnfit(reason=f"it was written for {bundle.head.audience}")
    source = source_of(bundle)
    if source is None and not is_compared:
        raise BundleOfStranger(name=bundle.card.name, code=bundle.card.code)
    if source is None or source.public_key != bundle.card.public_key:
        source = keep_bundle_source(bundle.card, known=source, by=by)
    counts = PullCounts(phase="bundle", total=bundle.head.count)
    for page in _pages(bundle.lines):
        with transaction.atomic():
            receive(page, source, counts)
        counts.done += len(page)
    apply_waiting()
    told = {"taken": counts.taken, "removed": counts.removed, "refused": counts.refused}
    record_done(by, "import-bundle", source, pk=source.pk, made_at=bundle.head.made_at, **told)
    return counts


def _all_events(asker: Asker) -> Iterator[Event]:
    after, more = 0, True
    while more:
        page = events_after(asker, after, limit=PAGE)
        yield from page.events
        after, more = page.next, page.more


def _line(event: Event) -> bytes:
    withdrawal = event.withdrawal and {
        key: event.withdrawal[key] for key in ("document", "signature")
    }
    told = {
        "document": event.document,
        "signature": event.signature,
        "withdrawal": withdrawal or None,
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _pages(lines: bytes) -> Iterator[list[object]]:
    """Lines that are no JSON become items that are refused as such."""
    page: list[object] = []
    for line in lines.splitlines():
        try:
            page.append(json.loads(line))
        except (ValueError, RecursionError):
            page.append(None)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page
