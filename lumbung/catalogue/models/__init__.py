"""Tables of the catalogue room, by subject. Re-exported here because Django looks for them here."""

from lumbung.catalogue.models.adoptions import Adoption, AdoptionAnswer, AdoptionStep
from lumbung.catalogue.models.agreements import (
    Agreement,
    AgreementDocument,
    AgreementObligation,
    AgreementParty,
    AgreementStep,
)
from lumbung.catalogue.models.catalogs import Catalog
from lumbung.catalogue.models.entries import Entry, EntryAddress, Publisher
from lumbung.catalogue.models.experiences import Experience, ExperienceFlag
from lumbung.catalogue.models.feed import FeedItem, FeedState, KeyChange, RefusedItem, SeenNonce
from lumbung.catalogue.models.imports import Import, ImportFile
from lumbung.catalogue.models.invitations import Invitation
from lumbung.catalogue.models.notes import Analysis, EntryLog, ResourceKind
from lumbung.catalogue.models.offers import Offer
from lumbung.catalogue.models.pictures import EntryPicture, PictureSearch
from lumbung.catalogue.models.search import Scope, SearchChange, SearchRow, SearchState, SearchText
from lumbung.catalogue.models.sources import RepositoryHistory, SourceItem
from lumbung.catalogue.models.summaries import Interest, RegionSummary, SummaryChoice
from lumbung.catalogue.models.webhooks import Announced, Webhook, WebhookDelivery

__all__ = [
    "Adoption",
    "AdoptionAnswer",
    "AdoptionStep",
    "Agreement",
    "AgreementDocument",
    "AgreementObligation",
    "AgreementParty",
    "AgreementStep",
    "Analysis",
    "Announced",
    "Catalog",
    "Entry",
    "EntryAddress",
    "EntryLog",
    "EntryPicture",
    "Experience",
    "ExperienceFlag",
    "FeedItem",
    "FeedState",
    "Import",
    "ImportFile",
    "Interest",
    "Invitation",
    "KeyChange",
    "Offer",
    "PictureSearch",
    "Publisher",
    "RefusedItem",
    "RegionSummary",
    "RepositoryHistory",
    "ResourceKind",
    "Scope",
    "SearchChange",
    "SearchRow",
    "SearchState",
    "SearchText",
    "SeenNonce",
    "SourceItem",
    "SummaryChoice",
    "Webhook",
    "WebhookDelivery",
]
