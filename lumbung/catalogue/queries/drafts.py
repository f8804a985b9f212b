"""A draft PKS from what a record and its offers say."""

from django.conf import settings

from lumbung.catalogue.domain.agreements.pks_draft import draft_pks
from lumbung.catalogue.domain.agreements.pks_parts import (
    Draft,
    DraftInput,
    MemorandumInput,
    ObligationInput,
    OfferInput,
    PartyInput,
)
from lumbung.catalogue.models import Agreement, AgreementParty, Offer
from lumbung.catalogue.queries.offers import terms_of
from lumbung.registry.queries import region

PROVINCE = "provinsi"


def draft_of(agreement: Agreement) -> Draft:
    """The draft as it would be written today; it is not stored."""
    parent = agreement.parent
    return draft_pks(
        DraftInput(
            subject=agreement.subject,
            parties=tuple(map(_party, agreement.parties.select_related("region"))),
            offers=tuple(map(_offer, agreement.offers.select_related("provider"))),
            obligations=tuple(
                ObligationInput(row.side, row.text, row.due_on)
                for row in agreement.obligations.all()
            ),
            memorandum=MemorandumInput(parent.title, parent.number, parent.signed_on)
            if parent
            else None,
            number=agreement.number,
            other_number=agreement.other_number,
            own_side=_own_side(agreement),
            signed_on=agreement.signed_on,
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
        )
    )


def _party(party: AgreementParty) -> PartyInput:
    return PartyInput(
        side=party.side,
        name=_region_name(party.region_id) if party.region_id else party.name,
        office=party.agency_name,
        address=party.address,
        signatory=party.signatory,
        signatory_office=party.signatory_office,
        signs_as=party.signs_as,
        mandate_number=party.mandate_number,
        mandate_on=party.mandate_on,
    )


def _offer(offer: Offer) -> OfferInput:
    provider = _region_name(offer.provider_id) if offer.provider_id else offer.provider_name
    if offer.provider_id:
        provider = f"Pemerintah {provider}"
    return OfferInput(
        name=offer.name,
        is_infrastructure=offer.kind == Offer.Kind.INFRASTRUCTURE,
        function=offer.function,
        provider=provider,
        terms=terms_of(offer),
    )


def _region_name(code: str) -> str:
    """As it stands after “Pemerintah”: provinces are named as such."""
    found = region(code)
    if found.level == PROVINCE and not found.name.lower().startswith(PROVINCE):
        return f"Provinsi {found.name}"
    return found.name


def _own_side(agreement: Agreement) -> str:
    sides = agreement.parties.filter(region=settings.REGION_CODE).values_list("side", flat=True)
    return next(iter(sides), AgreementParty.Side.ADOPTER)
