"""Adoptions and agreements for tests."""

from typing import Any

from django.utils import timezone

from lumbung.catalogue.models import (
    Adoption,
    AdoptionStep,
    Agreement,
    AgreementParty,
    Catalog,
    Offer,
)
from lumbung.catalogue.tests.factories import make_offer
from lumbung.registry.tests.factories import make_region


def make_own_offer(**fields: Any) -> Offer:
    """Published by our own region."""
    return make_offer(**({"provider": make_region()} | fields))


def make_adoption(offer: Offer | None = None, **fields: Any) -> Adoption:
    """Ours, of an offer of another region, just requested."""
    offer = offer or make_offer()
    defaults = {"entry": offer.entry, "offer": offer, "region": make_region()}
    if fields.get("status") == Adoption.Status.IN_USE:
        defaults["in_use_since"] = timezone.localdate()
    adoption = Adoption.objects.create(**(defaults | fields))
    AdoptionStep.objects.create(adoption=adoption, status=adoption.status)
    return adoption


def make_peer(code: str = "32.11", **fields: Any) -> Catalog:
    region = make_region(code, name=f"Daerah {code}", level="kabupaten")
    defaults = {
        "alternative_id": code,
        "name": region.name,
        "region": region,
        "public_key": "k" * 43,
        "state": Catalog.State.ACTIVE,
    }
    return Catalog.objects.create(**(defaults | fields))


def make_agreement(**fields: Any) -> Agreement:
    """A PKS with both sides, complete enough to be signed."""
    defaults = {
        "title": "PKS e-Office",
        "subject": "Pemanfaatan bersama aplikasi e-Office",
        "no_parent_reason": "Contoh",
        "number": "100/PKS/2027",
    }
    agreement = Agreement.objects.create(**(defaults | fields))
    for side, code in (("provider", "32.11"), ("adopter", "61.72")):
        AgreementParty.objects.create(
            agreement=agreement,
            side=side,
            region=make_region(code, name=f"Daerah {code}", level="kabupaten"),
            signatory=f"Pejabat {code}",
            signatory_office="Kepala Dinas",
            mandate_number="1/SK/2027",
            mandate_on="2027-01-04",
        )
    return agreement
