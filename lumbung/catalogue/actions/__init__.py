"""Every write of the catalogue room, by subject."""

from lumbung.catalogue.actions.adoptions import record_savings
from lumbung.catalogue.actions.entries import KeptEntry, keep_entry, store_entry
from lumbung.catalogue.actions.offers import (
    activity_json,
    change_offer,
    create_offer,
    delete_offer,
    document_json,
    import_offer,
    offer_fields,
    publish_offer,
    recipe_json,
    withdraw_offer,
)
from lumbung.catalogue.actions.sharing_example import load_sharing_example
from lumbung.catalogue.actions.summaries import (
    choose_summary,
    publish_region_summary,
    state_interest,
    withdraw_interest,
)

__all__ = [
    "KeptEntry",
    "activity_json",
    "change_offer",
    "choose_summary",
    "create_offer",
    "delete_offer",
    "document_json",
    "import_offer",
    "keep_entry",
    "load_sharing_example",
    "offer_fields",
    "publish_offer",
    "publish_region_summary",
    "recipe_json",
    "record_savings",
    "state_interest",
    "store_entry",
    "withdraw_interest",
    "withdraw_offer",
]
