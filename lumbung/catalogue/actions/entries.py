"""Writing entries: what software and infrastructure there is."""

from lumbung.catalogue.models import Entry, Offer


def keep_entry_of(offer: Offer) -> Entry:
    """The entry that `offer` offers; made from what the offer tells where there is none yet. Called
    inside the transaction that stores the offer."""
    if offer.entry is None:
        kind = Entry.Kind.SOFTWARE
        if offer.kind == Offer.Kind.INFRASTRUCTURE:
            kind = Entry.Kind.INFRASTRUCTURE
        offer.entry = Entry.objects.create(
            kind=kind,
            name=offer.name,
            function=offer.function,
            description=offer.description,
            source=offer.source,
            example=offer.example,
        )
        offer.save(update_fields=["entry", "updated_at"])
    return offer.entry
