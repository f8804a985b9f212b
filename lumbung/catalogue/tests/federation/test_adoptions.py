"""A request goes to the provider's node, its answer comes back: what is told to whom, and what is
refused. Both nodes take turns on one database; two real nodes meet in tests/browser."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from lumbung.catalogue.actions import adoptions as actions
from lumbung.catalogue.actions.adoptions import Answer
from lumbung.catalogue.domain.federation.bodies.adoption import AdoptionBody, AnswerBody
from lumbung.catalogue.domain.federation.judging import ItemRefused
from lumbung.catalogue.errors import ReferenceMissing
from lumbung.catalogue.federation.kinds import KINDS
from lumbung.catalogue.federation.receiver import Received
from lumbung.catalogue.models import Adoption, AdoptionAnswer, FeedItem, Offer
from lumbung.catalogue.queries import adoptions as reads
from lumbung.catalogue.retelling import retell_adoptions
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_own_offer, make_peer
from lumbung.registry.tests.factories import make_agency, make_region, make_user

pytestmark = pytest.mark.django_db
ADOPTER, PROVIDER, HUB = "61.72", "32.11", "61"


@dataclass(frozen=True)
class Told:
    """An item as it leaves a node."""

    public_id: UUID
    audience: set
    body: dict


def told(kind) -> list[Told]:
    return [
        Told(row.public_id, set(row.item["audience"]["regions"]), row.item["body"])
        for row in FeedItem.objects.filter(kind=kind, catalog=None, is_deleted=False)
    ]


def take(kind, body, public_id, catalog) -> None:
    receiver = KINDS[kind]
    origin = catalog.alternative_id
    received = Received(public_id, catalog, origin, timezone.now())
    receiver.apply(receiver.schema.model_validate(body), received)


def request(offer, **fields):
    make_region()
    return actions.request_adoption({"offer": offer, **fields}, by=make_user(first_name="Siti"))


@pytest.fixture
def provider(settings):
    """From here on we are the offering region's node, with the adopter as peer."""

    def become():
        settings.REGION_CODE = PROVIDER
        make_region(PROVIDER, name="Kabupaten Sumedang", level="kabupaten")
        return make_peer(ADOPTER)

    return become


def adoption_body(offered, /, **changes):
    return {
        "region": ADOPTER,
        "entry": str(offered.entry.public_id),
        "offer": str(offered.public_id),
        "status": "requested",
        "requested_on": "2027-01-04",
        "steps": [{"status": "requested", "on": "2027-01-04"}],
    } | changes


def test_request_is_told_to_the_provider_and_the_hub_and_names_nobody():
    make_peer(HUB, is_hub=True)
    request(make_offer(), agency=make_agency("Dinas Kesehatan"), need_slug="rahasia")
    (item,) = told("adoption")
    assert item.audience == {PROVIDER, HUB}
    assert item.body["agency"] == "Dinas Kesehatan"
    assert "Siti" not in str(item.body) and "rahasia" not in str(item.body)


def test_own_offer_is_nobody_else_s_business():
    request(make_own_offer())
    assert told("adoption") == []


def test_evidence_is_not_told_on():
    make_peer(HUB, is_hub=True)
    entry = make_offer().entry
    fields = {"entry": entry, "region": make_region(), "status": "in-use", "source": "Berita"}
    actions.keep_known_adoption(fields, by=None)
    assert told("adoption") == []


def test_a_hub_joined_later_is_told_and_one_left_is_not():
    request(make_own_offer())
    assert told("adoption") == []
    hub = make_peer(HUB, is_hub=True)
    assert retell_adoptions() == 1
    (item,) = told("adoption")
    assert item.audience == {HUB}
    sequence = FeedItem.objects.get().sequence
    retell_adoptions()
    assert FeedItem.objects.get().sequence == sequence
    hub.is_hub = False
    hub.save()
    retell_adoptions()
    assert told("adoption") == []


def test_from_request_to_answer_between_two_nodes(
    provider, settings, django_capture_on_commit_callbacks
):
    offer = make_offer()
    adoption = request(offer, purpose="Surat masuk", users_count=40)
    (asked,) = told("adoption")
    Adoption.objects.all().delete()
    Offer.objects.update(catalog=None)
    peer = provider()
    take("adoption", asked.body, asked.public_id, peer)
    copy = reads.waiting_requests(make_user()).get()
    assert (copy.catalog, copy.purpose, copy.users_count) == (peer, "Surat masuk", 40)
    actions.answer_adoption(copy, Answer("agreed", "Tanpa biaya"), by=make_user())
    (answered,) = told("answer")
    assert answered.audience == {ADOPTER} and answered.public_id == asked.public_id
    copy.delete()

    settings.REGION_CODE = ADOPTER
    mine = make_adoption(offer, public_id=adoption.public_id, need_slug="surat")
    with django_capture_on_commit_callbacks(execute=False):
        take("answer", answered.body, answered.public_id, make_peer(PROVIDER))
    mine.refresh_from_db()
    assert (mine.status, mine.answer.note) == ("agreed", "Tanpa biaya")
    assert not mine.answer.is_own
    (agreed,) = reads.agreed_adoptions()
    assert agreed.need_slug == "surat"


def test_status_follows_the_adopter_and_goes_with_it(provider):
    peer = provider()
    offer = make_own_offer(provider=make_region(PROVIDER))
    thing = uuid4()
    take("adoption", adoption_body(offer), thing, peer)
    steps = [{"status": "requested", "on": "2027-01-04"}, {"status": "in-use", "on": "2027-05-01"}]
    used = adoption_body(offer, status="in-use", in_use_since="2027-05-01", steps=steps)
    take("adoption", used, thing, peer)
    copy = Adoption.objects.get()
    days = {step.status: step.on for step in copy.steps.all()}
    assert days == {"requested": date(2027, 1, 4), "in-use": date(2027, 5, 1)}
    KINDS["adoption"].remove(Received(thing, peer, ADOPTER, timezone.now()))
    assert not Adoption.objects.exists()


def test_hand_written_offer_is_known_by_its_identifier(provider):
    peer = provider()
    offer = make_own_offer(provider=make_region(PROVIDER), slug="e-office")
    body = adoption_body(offer, offer=str(uuid4()), offer_slug="32.11/e-office")
    take("adoption", body, uuid4(), peer)
    assert Adoption.objects.get().offer == offer


def test_nobody_asks_in_another_region_s_name(provider):
    offer = make_own_offer()
    provider()
    with pytest.raises(ItemRefused):
        take("adoption", adoption_body(offer), uuid4(), make_peer("33.71"))


def test_our_own_adoption_is_not_overwritten_by_a_copy():
    offer = make_offer()
    mine = make_adoption(offer)
    peer = make_peer("33.71")
    with pytest.raises(ItemRefused):
        take("adoption", adoption_body(offer, region="33.71"), mine.public_id, peer)


def test_what_it_is_about_must_be_known(provider):
    peer = provider()
    offer = make_own_offer()
    with pytest.raises(ReferenceMissing):
        take("adoption", adoption_body(offer, offer=str(uuid4())), uuid4(), peer)


ANSWER = {"verdict": "agreed", "answered_on": "2027-01-05"}


def test_only_the_offering_region_answers():
    mine = make_adoption()
    with pytest.raises(ItemRefused):
        take("answer", ANSWER, mine.public_id, make_peer("33.71"))
    with pytest.raises(ReferenceMissing):
        take("answer", ANSWER, uuid4(), make_peer(PROVIDER))
    mine.refresh_from_db()
    assert mine.status == "requested"


def test_the_provider_s_own_word_takes_the_place_of_a_letter():
    mine = make_adoption()
    actions.record_answer(mine, Answer("agreed", source="Surat 1"), by=make_user())
    peer = make_peer(PROVIDER)
    for _ in range(2):
        take("answer", ANSWER | {"note": "Lihat PKS"}, mine.public_id, peer)
    answer = AdoptionAnswer.objects.get()
    assert (answer.note, answer.source, answer.catalog) == ("Lihat PKS", "", peer)
    assert mine.steps.count() == 2


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        (AdoptionBody, {"status": "owned"}),
        (AdoptionBody, {"region": "61.72; drop"}),
        (AdoptionBody, {"users_count": -1}),
        (AnswerBody, {"verdict": "maybe", "answered_on": "2027-01-05"}),
    ],
)
def test_bodies_of_another_form_are_refused(schema, body):
    whole = {"region": ADOPTER, "entry": str(uuid4()), "status": "requested"}
    with pytest.raises(ValueError, match="validation error"):
        schema.model_validate(whole | {"requested_on": "2027-01-04"} | body)
