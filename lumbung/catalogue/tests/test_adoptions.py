"""Asking, answering, moving on, confirming: by actions and by what each viewer sees."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from lumbung.catalogue.actions import adoptions as actions
from lumbung.catalogue.actions.adoptions import Answer
from lumbung.catalogue.errors import (
    AlreadyAdopted,
    MoveNotAllowed,
    NothingToAdopt,
    NotOursToChange,
)
from lumbung.catalogue.models import Adoption, Offer
from lumbung.catalogue.queries import adoptions as reads
from lumbung.catalogue.signals import adoption_agreed
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_own_offer, make_peer
from lumbung.core.models import AuditEntry, Role
from lumbung.registry.errors import RowInvalid
from lumbung.registry.tests.factories import make_agency, make_region, make_user

pytestmark = pytest.mark.django_db
AGREED, DECLINED = Answer("agreed", "Tanpa biaya"), Answer("declined", "Belum siap")


@pytest.fixture
def agreed():
    """What the signal told: primary keys of adoptions."""
    heard = []

    def hear(adoption_pk, **rest):
        heard.append(adoption_pk)

    adoption_agreed.connect(hear)
    yield heard
    adoption_agreed.disconnect(hear)


def request(offer, **fields):
    make_region()
    return actions.request_adoption({"offer": offer, **fields}, by=make_user())


def test_request_is_a_step_and_recorded():
    adoption = request(make_offer(), need_slug="antrean", fit_percent=80)
    assert (adoption.status, adoption.region_id) == ("requested", "61.72")
    assert [step.status for step in adoption.steps.all()] == ["requested"]
    assert AuditEntry.objects.filter(action="create-adoption").count() == 1


def test_only_what_is_published_can_be_asked_for():
    with pytest.raises(NothingToAdopt):
        request(make_offer(state=Offer.State.DRAFT))


def test_one_open_adoption_for_each_agency():
    offer, agency = make_offer(), make_agency()
    request(offer, agency=agency)
    request(offer)
    with pytest.raises(AlreadyAdopted):
        request(offer, agency=agency)


def test_after_the_end_one_may_ask_again():
    offer = make_offer()
    actions.move_adoption(request(offer), "withdrawn", by=None)
    assert request(offer).status == "requested"


def test_what_was_stopped_is_not_taken_up_beside_a_later_request():
    offer = make_offer()
    stopped = request(offer)
    Adoption.objects.filter(pk=stopped.pk).update(status="stopped")
    later = request(offer)
    with pytest.raises(AlreadyAdopted):
        actions.move_adoption(stopped, "installing", by=None)
    actions.move_adoption(later, "withdrawn", by=None)
    assert actions.move_adoption(stopped, "installing", by=None).status == "installing"


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_are_one_adoption():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time anyway")
    make_region()
    offer, user, together, refused = make_offer(), make_user(), Barrier(2), []

    def ask():
        together.wait()
        try:
            actions.request_adoption({"offer": offer}, by=user)
        except AlreadyAdopted as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1 and Adoption.objects.count() == 1


def test_what_nobody_offers_needs_no_answer():
    make_region()
    entry = make_offer().entry
    adoption = actions.request_adoption({"entry": entry}, by=make_user())
    assert adoption.status == "agreed"
    assert reads.agreed_adoptions() == ()


def test_own_offer_is_answered_on_the_same_node(agreed, django_capture_on_commit_callbacks):
    adoption = request(make_own_offer())
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_adoption(adoption, AGREED, by=make_user())
    adoption.refresh_from_db()
    assert (adoption.status, adoption.answer.note) == ("agreed", "Tanpa biaya")
    assert adoption.answer.public_id == adoption.public_id
    assert agreed == [adoption.pk]


def test_declining_makes_no_plan(agreed, django_capture_on_commit_callbacks):
    adoption = request(make_own_offer())
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_adoption(adoption, DECLINED, by=make_user())
    assert agreed == []
    assert reads.agreed_adoption(adoption.pk) is None


def test_another_region_s_offer_is_not_ours_to_answer():
    with pytest.raises(NotOursToChange):
        actions.answer_adoption(request(make_offer()), AGREED, by=make_user())


def test_an_answer_is_given_once():
    adoption = request(make_own_offer())
    actions.answer_adoption(adoption, AGREED, by=make_user())
    with pytest.raises(MoveNotAllowed):
        actions.answer_adoption(adoption, DECLINED, by=make_user())


def test_answer_by_letter_keeps_its_source():
    adoption = request(make_offer())
    letter = Answer("agreed", source="Surat 12/2027", answered_on=timezone.localdate())
    kept = actions.record_answer(adoption, letter, by=make_user())
    adoption.refresh_from_db()
    assert (adoption.status, kept.source) == ("agreed", "Surat 12/2027")


def test_a_copy_is_answered_but_not_moved():
    peer = make_peer("31.71")
    copy = make_adoption(make_own_offer(), catalog=peer, region=peer.region)
    actions.answer_adoption(copy, AGREED, by=make_user())
    copy.refresh_from_db()
    assert copy.status == "requested"
    with pytest.raises(NotOursToChange):
        actions.move_adoption(copy, "withdrawn", by=make_user())
    assert not reads.waiting_requests(make_user()).exists()


def test_way_into_use_and_out_of_it():
    adoption, by = make_adoption(status="agreed"), make_user()
    actions.move_adoption(adoption, "installing", by=by)
    since = timezone.localdate() - timedelta(days=3)
    actions.move_adoption(adoption, "in-use", by=by, on=since, version="2.1")
    adoption.refresh_from_db()
    assert (adoption.in_use_since, adoption.version) == (since, "2.1")
    actions.move_adoption(adoption, "stopped", by=by, note="Diganti")
    statuses = [step.status for step in adoption.steps.all()]
    assert statuses == ["agreed", "installing", "in-use", "stopped"]


@pytest.mark.parametrize("status", ["in-use", "agreed", "stopped", "declined"])
def test_a_request_cannot_answer_itself(status):
    with pytest.raises(MoveNotAllowed):
        actions.move_adoption(make_adoption(), status, by=make_user())


def test_unconfirmed_after_a_year_until_confirmed():
    old = timezone.localdate() - timedelta(days=366)
    adoption = make_adoption(status="in-use", in_use_since=old)
    assert list(reads.unconfirmed(reads.all_adoptions())) == [adoption]
    assert not reads.users_of(adoption.entry_id)[0].is_confirmed
    actions.confirm_adoption(adoption, by=make_user())
    assert not reads.unconfirmed(reads.all_adoptions()).exists()
    assert reads.users_of(adoption.entry_id)[0].is_confirmed


def test_only_what_is_in_use_is_confirmed():
    with pytest.raises(MoveNotAllowed):
        actions.confirm_adoption(make_adoption(), by=make_user())


def known_fields(**changes):
    region = make_region("34.71", name="Kota Yogyakarta")
    entry = make_offer().entry
    return {"entry": entry, "region": region, "status": "in-use", "source": "Siaran pers"} | changes


def test_known_by_evidence_needs_its_source():
    with pytest.raises(RowInvalid):
        actions.keep_known_adoption(known_fields(source=""), by=make_user())


def test_known_by_evidence_is_told_as_such_and_unconfirmed():
    kept = actions.keep_known_adoption(known_fields(), by=make_user())
    use = reads.users_of(kept.entry_id)[0]
    assert use.is_known_by_evidence and not use.is_confirmed and use.since is None
    assert not reads.adoptions(make_user()).exists()
    with pytest.raises(NotOursToChange):
        actions.move_adoption(kept, "stopped", by=make_user())
    actions.delete_known_adoption(kept, by=make_user())
    assert not Adoption.objects.exists()


def test_savings_go_to_the_adoption_that_names_the_need():
    offer = make_offer()
    named = make_adoption(offer, status="agreed", need_slug="antrean", agency=make_agency())
    other = make_adoption(offer, status="agreed", need_slug="surat", agency=make_agency())
    told = actions.record_savings({offer.pk: {"antrean": 5, "peta": 7}}, source="Rencana", by=None)
    named.refresh_from_db(), other.refresh_from_db()
    assert (told, named.saved_idr, named.saved_source) == (1, 5, "Rencana")
    assert other.saved_idr is None


def test_savings_of_the_only_adoption_are_the_whole():
    adoption = make_adoption(status="agreed")
    actions.record_savings(
        {adoption.offer_id: {"antrean": 5, "peta": 7}}, source="Rencana", by=None
    )
    adoption.refresh_from_db()
    assert adoption.saved_idr == 12


def test_agency_sees_its_own_alone():
    mine, others = make_agency(), make_agency()
    officer = make_user(Role.AGENCY, mine)
    own = make_adoption(agency=mine)
    make_adoption(agency=others)
    make_adoption(make_own_offer(), agency=others)
    assert list(reads.adoptions(officer)) == [own]
    assert not reads.adoption_requests(officer).exists()
    assert reads.adoptions(make_user(Role.AUDITOR)).count() == 3
