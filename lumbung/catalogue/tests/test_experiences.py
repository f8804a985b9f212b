"""Experience: told in the region's name, seen by whoever sees the entry, moderated, signed."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lumbung.catalogue.actions import withdraw_offer
from lumbung.catalogue.actions.experience_copies import drop_experience_copy, keep_experience_copy
from lumbung.catalogue.actions.experiences import (
    answer_question,
    ask_question,
    change_experience,
    flag_experience,
    hide_experience,
    report_use,
    show_experience,
)
from lumbung.catalogue.domain.federation.bodies.experience import ExperienceBody
from lumbung.catalogue.domain.federation.judging import ItemRefused
from lumbung.catalogue.errors import (
    AlreadyFlagged,
    ForeignRegion,
    NothingSaid,
    NotOursToChange,
    ReferenceMissing,
)
from lumbung.catalogue.models import Adoption, Experience, ExperienceFlag, FeedItem, Offer
from lumbung.catalogue.queries.experiences import (
    entry_experiences,
    flagged,
    open_questions,
    use_reports,
)
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_own_offer, make_peer
from lumbung.core.models import AuditEntry, Role
from lumbung.registry.tests.factories import make_agency, make_region, make_role, make_user

pytestmark = pytest.mark.django_db
EFFORT = {"effort_days": {"engineer": 12.0}, "once_idr": {"training": 4_000_000}}


@pytest.fixture(autouse=True)
def own_region(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return make_region("61.72")


def sign_in(client, role, **fields):
    user = make_user(role, **fields)
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def report(entry=None, **fields):
    entry = entry or make_offer().entry
    return report_use(entry, {"title": "Lancar", "effort": EFFORT, **fields}, by=None)


def fed(row):
    return FeedItem.objects.filter(kind="experience", public_id=row.public_id).first()


def body(about, **fields):
    known = {
        "kind": "report",
        "entry": str(about.public_id),
        "region": "32.11",
        "text": "Baik",
        "effort": EFFORT,
        "written_at": datetime(2027, 3, 1, tzinfo=UTC).isoformat(),
    }
    return ExperienceBody.model_validate(known | fields)


def test_report_is_told_in_the_regions_name_and_never_a_persons(client):
    user = make_user(Role.INTEGRATOR, username="pak-nama")
    row = report_use(make_offer().entry, {"text": "Baik", "effort": EFFORT}, by=user)
    item = fed(row)
    assert row.author == user and (item.is_for_all, item.may_relay) == (True, True)
    assert item.item["body"]["region"] == "61.72"
    assert item.item["body"]["effort"] == EFFORT
    assert "pak-nama" not in str(item.item)
    ExperienceBody.model_validate(item.item["body"])


def test_nothing_said_is_not_kept():
    entry = make_offer().entry
    for tell in (report_use, ask_question):
        with pytest.raises(NothingSaid):
            tell(entry, {"title": "Judul saja"}, by=None)
    assert not Experience.objects.exists()
    assert report_use(entry, {"rating": 4}, by=None).pk


def test_words_about_what_is_offered_to_few_reach_only_them():
    offer = make_own_offer(audience=Offer.Audience.REGIONS)
    offer.audience_regions.set([make_region("61.01", name="Kabupaten Sambas", level="kabupaten")])
    item = fed(report(offer.entry))
    assert item.item["audience"] == {"kind": "regions", "regions": ["61.01"]}
    assert (item.is_for_all, item.may_relay) == (False, False)


def test_words_about_what_only_we_are_offered_go_to_its_region_alone():
    offer = make_offer(audience=Offer.Audience.REGIONS, catalog=make_peer("32.11"))
    item = fed(report(offer.entry))
    assert item.item["audience"]["regions"] == ["32.11"] and not item.may_relay


def test_when_fewer_may_know_of_the_offer_the_words_are_taken_back():
    offer = make_own_offer()
    row = report(offer.entry)
    assert fed(row).is_for_all
    withdraw_offer(offer, by=None)
    assert fed(row).is_deleted


def test_correction_is_told_and_a_copy_is_not_ours_to_correct():
    row = report()
    change_experience(row, {"text": "Lebih baik"}, by=None)
    assert fed(row).item["body"]["text"] == "Lebih baik"
    copy = keep_experience_copy(body(row.entry), uuid4(), make_peer("32.11"), origin="32.11")
    with pytest.raises(NotOursToChange):
        change_experience(copy, {"text": "Lain"}, by=None)


def test_hidden_words_leave_the_feed_and_stay_in_the_audit_log():
    row, cio = report(text="Menyebut nama orang"), make_user(Role.CIO)
    hide_experience(row, "menyebut orang", by=cio)
    assert fed(row).is_deleted and Experience.objects.get().state == "hidden"
    entry = AuditEntry.objects.get(action="hide-experience")
    assert (entry.user, entry.facts["reason"]) == (cio, "menyebut orang")
    assert entry.facts["text"] == "Menyebut nama orang"
    show_experience(row, by=cio)
    assert not fed(row).is_deleted


def test_copy_that_is_hidden_here_stays_hidden_when_its_origin_changes_it():
    entry, peer, public_id = make_offer().entry, make_peer("32.11"), uuid4()
    copy = keep_experience_copy(body(entry), public_id, peer, origin="32.11")
    hide_experience(copy, "iklan", by=make_user(Role.CIO))
    again = keep_experience_copy(body(entry, text="Baru"), public_id, peer, origin="32.11")
    assert (again.pk, again.text, again.state) == (copy.pk, "Baru", "hidden")
    assert fed(copy) is None


def test_node_speaks_for_its_own_region_only():
    entry, peer = make_offer().entry, make_peer("32.11")
    with pytest.raises(ForeignRegion):
        keep_experience_copy(body(entry, region="61.72"), uuid4(), peer, origin="32.11")
    ours = report(entry)
    with pytest.raises(ItemRefused):
        keep_experience_copy(body(entry), ours.public_id, peer, origin="32.11")


@pytest.mark.parametrize(
    "wrong",
    [
        {"written_at": "2027-03-01T00:00:00"},
        {"written_at": "kemarin"},
        {"entry": "../../etc"},
        {"rating": 9},
        {"region": "Kota"},
        {"text": "x" * 10_001},
        {"effort": {"effort_days": {"engineer": -1}}},
        {"kind": "advertisement"},
    ],
)
def test_body_that_cannot_be_is_refused_before_anything_is_kept(wrong):
    with pytest.raises(ValueError):
        ExperienceBody.model_validate(body(make_offer().entry).model_dump(mode="json") | wrong)


def test_nobody_writes_ahead_of_the_clock():
    ahead = body(make_offer().entry, written_at="9999-01-01T00:00:00+00:00")
    copy = keep_experience_copy(ahead, uuid4(), make_peer("32.11"), origin="32.11")
    assert copy.written_at <= timezone.now()


def test_what_it_is_about_is_known_by_identifier_or_by_address():
    entry, peer = make_offer().entry, make_peer("32.11")
    entry.normalised_url = "https://github.com/kota/antrean"
    entry.save()
    other = {"entry": str(uuid4()), "entry_url": "https://github.com/kota/antrean.git"}
    assert keep_experience_copy(body(entry, **other), uuid4(), peer, origin="32.11").entry == entry
    with pytest.raises(ReferenceMissing):
        keep_experience_copy(body(entry, entry=str(uuid4())), uuid4(), peer, origin="32.11")
    answer = body(entry, kind="answer", question=str(uuid4()))
    with pytest.raises(ReferenceMissing):
        keep_experience_copy(answer, uuid4(), peer, origin="32.11")


def test_question_taken_back_by_its_region_keeps_its_answers():
    entry, peer, public_id = make_own_offer().entry, make_peer("32.11"), uuid4()
    asked = body(entry, kind="question", title="Berapa lama?", effort={})
    question = keep_experience_copy(asked, public_id, peer, origin="32.11")
    answer = answer_question(question, {"text": "Dua pekan"}, by=None)
    drop_experience_copy(public_id, peer)
    question.refresh_from_db()
    assert (question.state, question.title, answer.question) == ("hidden", "", question)
    keep_experience_copy(asked, public_id, peer, origin="32.11")
    question.refresh_from_db()
    assert question.state == "visible"
    other = keep_experience_copy(body(entry), uuid4(), peer, origin="32.11")
    drop_experience_copy(other.public_id, peer)
    assert not Experience.objects.filter(pk=other.pk).exists()


def test_question_reaches_the_offering_region_until_that_region_answers():
    offer, peer = make_own_offer(), make_peer("32.11")
    asked = body(offer.entry, kind="question", title="Berapa lama?", effort={})
    question = keep_experience_copy(asked, uuid4(), peer, origin="32.11")
    cio = make_user(Role.CIO)
    elsewhere = ask_question(make_offer().entry, {"text": "Apa?"}, by=None)
    assert list(open_questions(cio)) == [question]
    said = body(offer.entry, kind="answer", question=str(question.public_id), effort={})
    keep_experience_copy(said, uuid4(), peer, origin="32.11")
    assert list(open_questions(cio)) == [question]
    answer_question(question, {"text": "Dua pekan"}, by=cio)
    assert not open_questions(cio) and fed(elsewhere)


def test_readers_point_out_and_moderators_decide():
    row, reader = report(), make_user(Role.AGENCY)
    flag_experience(row, "menyebut orang", by=reader)
    with pytest.raises(AlreadyFlagged):
        flag_experience(row, "lagi", by=reader)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExperienceFlag.objects.create(experience=row, reason="lagi", by=reader)
    assert list(flagged(make_user(Role.CIO))) == [row] and not flagged(reader)
    show_experience(row, by=make_user(Role.CIO))
    assert not flagged(make_user(Role.CIO))
    flag_experience(row, "tetap", by=reader)


def test_only_visible_reports_with_their_marks_go_to_sharpening():
    entry = make_offer().entry
    kept = report(entry, example=True, users_count=40)
    hidden = report(entry, agency_name="Dinas Lain")
    ask_question(entry, {"text": "Apa?"}, by=None)
    hide_experience(hidden, "salah", by=None)
    [found] = use_reports(entry.pk)
    assert (found.key, found.example, found.users) == (str(kept.public_id), True, 40)
    assert found.effort_days == {"engineer": 12.0} and found.once_idr == 4_000_000
    assert "Kota Singkawang" in found.label
    assert use_reports(None) == ()


def test_office_that_reports_again_has_one_voice():
    entry = make_offer().entry
    report(entry, agency_name="Dinas Sosial")
    later = report(entry, agency_name="Dinas Sosial", effort={"effort_days": {"engineer": 15.0}})
    other = report(entry, agency_name="Dinas Kesehatan")
    assert {found.key for found in use_reports(entry.pk)} == {
        str(later.public_id),
        str(other.public_id),
    }


def test_mean_mark_counts_what_is_visible():
    entry = make_offer().entry
    for rating in (5, 2):
        report(entry, rating=rating)
    hide_experience(report(entry, rating=1), "salah", by=None)
    found = entry_experiences(make_user(Role.CIO), entry)
    assert (found.rating, found.ratings, len(found.reports)) == (3.5, 2, 3)
    assert len(entry_experiences(make_user(Role.AGENCY), entry).reports) == 2


REPORT_DATA = {
    "title": "Lancar",
    "text": "Dipakai **tiap hari**. <script>alert(1)</script>",
    "went_wrong": "Pelatihan kurang",
    "rating": "4",
    "users_count": "120",
    "effort-days_engineer": "12.5",
    "effort-once_training": "4000000",
}


def test_officer_reports_in_the_name_of_the_own_agency(client):
    make_role(slug="engineer", name="Pengembang")
    agency = make_agency(name="Dinas Kesehatan")
    sign_in(client, Role.AGENCY, agency=agency)
    entry = make_offer(name="Antrean").entry
    page = client.get(address("experience-report", entry.pk)).content.decode()
    assert "agency_name" not in page and "Pengembang" in page
    data = REPORT_DATA | {"agency_name": "Dinas Lain", "example": "on"}
    answer = client.post(address("experience-report", entry.pk), data)
    assert answer.url == address("experiences-of", entry.pk) + "#experience"
    row = Experience.objects.get()
    assert (row.agency_name, row.example, row.rating) == ("Dinas Kesehatan", False, 4)
    assert row.effort["effort_days"] == {"engineer": 12.5}
    page = client.get(answer.url).content.decode()
    assert "<strong>tiap hari</strong>" in page and "<script>alert" not in page
    assert "effort-real" in page


def test_report_begins_with_what_our_adoption_tells(client):
    offer = make_offer()
    sign_in(client, Role.CIO)
    make_adoption(offer, status=Adoption.Status.IN_USE, users_count=75, version="2.1")
    page = client.get(address("experience-report", offer.entry.pk)).content.decode()
    assert 'value="75"' in page and 'value="2.1"' in page


def test_roles_that_exceed_the_total_are_told(client):
    make_role(slug="engineer")
    sign_in(client, Role.CIO)
    entry = make_offer().entry
    data = REPORT_DATA | {"effort-total_days": "3"}
    answer = client.post(address("experience-report", entry.pk), data)
    assert "total_days" in answer.context["effort"].errors and not Experience.objects.exists()


def test_visitor_reads_what_everybody_may_see_and_writes_nothing(client):
    public, narrow = make_offer(), make_own_offer(audience=Offer.Audience.REGIONS)
    row = report(public.entry, text="Berguna")
    assert "Berguna" in client.get(address("experiences-of", public.entry.pk)).content.decode()
    assert client.get(address("experiences-of", narrow.entry.pk)).status_code == 404
    for name, pk in (
        ("experience-ask", public.entry.pk),
        ("experience-report", public.entry.pk),
        ("experience-flag", row.pk),
        ("experience-hide", row.pk),
    ):
        assert client.get(address(name, pk)).url.startswith("/sign-in/")


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_only_moderators_hide_and_show(client, role):
    row = report()
    user = sign_in(client, role)
    for name in ("experience-hide", "experience-show"):
        assert client.post(address(name, row.pk), {"reason": "x"}).status_code == 403
    refused = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED, user=user)
    assert refused.count() == 2


def test_auditor_writes_nothing_and_an_officer_corrects_only_the_own_agencys(client):
    row = report(agency_name="Dinas Lain")
    sign_in(client, Role.AUDITOR)
    for name in ("experience-ask", "experience-report"):
        assert client.get(address(name, row.entry.pk)).status_code == 403
    sign_in(client, Role.AGENCY, agency=make_agency(name="Dinas Sosial"))
    assert client.get(address("experience-edit", row.pk)).status_code == 409
    row.agency_name = "Dinas Sosial"
    row.save()
    data = REPORT_DATA | {"title": "Diperbaiki"}
    client.post(address("experience-edit", row.pk), data)
    row.refresh_from_db()
    assert (row.title, row.agency_name) == ("Diperbaiki", "Dinas Sosial")


def test_question_is_asked_answered_flagged_hidden_and_shown_by_pages(client):
    entry = make_own_offer(name="Antrean").entry
    sign_in(client, Role.AGENCY, agency=make_agency(name="Dinas Sosial"))
    client.post(address("experience-ask", entry.pk), {"title": "Berapa lama?", "text": "Kira-kira"})
    question = Experience.objects.get()
    client.post(address("experience-flag", question.pk), {"reason": "kurang jelas"})
    assert client.get(address("experience-hide", question.pk)).status_code == 403
    sign_in(client, Role.CIO)
    page = client.get(address("experiences"), {"about": "open"}).content.decode()
    assert "Berapa lama?" in page
    page = client.get(address("experiences"), {"about": "flagged"}).content.decode()
    assert "Berapa lama?" in page
    assert "kurang jelas" in client.get(address("experience-hide", question.pk)).content.decode()
    client.post(address("experience-answer", question.pk), {"text": "Dua pekan"})
    client.post(address("experience-hide", question.pk), {"reason": "ganda"})
    question.refresh_from_db()
    assert (question.state, question.hidden_reason) == ("hidden", "ganda")
    client.post(address("experience-show", question.pk))
    page = client.get(address("experiences-of", entry.pk)).content.decode()
    assert "Dua pekan" in page
    sign_in(client, Role.AGENCY, agency=make_agency())
    assert "flagged" not in client.get(address("experiences")).content.decode()


def test_hidden_words_are_shown_to_moderators_alone(client):
    row = report(text="Rahasia")
    hide_experience(row, "rahasia", by=None)
    page = address("experiences-of", row.entry.pk)
    assert "Rahasia" not in client.get(page).content.decode()
    sign_in(client, Role.AGENCY)
    assert "Rahasia" not in client.get(page).content.decode()
    assert client.get(address("experience-flag", row.pk)).status_code == 404
    sign_in(client, Role.CIO)
    assert "Rahasia" in client.get(page).content.decode()
