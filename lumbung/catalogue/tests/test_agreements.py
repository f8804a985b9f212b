"""The register of agreements: by actions, by queries, and by what each role may do."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lumbung.catalogue.actions import agreements as actions
from lumbung.catalogue.charts.validity import Mark, MarkKind, draw_validity
from lumbung.catalogue.charts.way import Passing, draw_way
from lumbung.catalogue.errors import (
    AgreementIncomplete,
    AgreementSettled,
    DocumentDamaged,
    DocumentRefused,
    DocumentTooLarge,
    MoveNotAllowed,
)
from lumbung.catalogue.models import Agreement, AgreementDocument
from lumbung.catalogue.queries import agreements as reads
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_agreement
from lumbung.core.models import AuditEntry, Role
from lumbung.registry.errors import RowInvalid
from lumbung.registry.tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nscan"
TODAY = timezone.localdate


def address(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def in_force(**fields):
    days = {"signed_on": date(2027, 2, 1), "starts_on": date(2027, 2, 1)}
    return make_agreement(stage="in-force", **(days | fields))


def move(agreement, *stages):
    for stage in stages:
        actions.move_agreement(agreement, stage, by=make_user())


def test_stages_are_walked_one_by_one_and_recorded():
    agreement = make_agreement(signed_on="2027-02-01", starts_on="2027-02-01")
    move(agreement, "drafted", "reviewed", "drafted", "reviewed", "signing", "in-force")
    agreement.refresh_from_db()
    assert agreement.stage == "in-force"
    assert agreement.steps.count() == 6
    with pytest.raises(MoveNotAllowed):
        move(agreement, "drafted")


def test_incomplete_agreement_is_not_signed():
    agreement = make_agreement(stage="reviewed", no_parent_reason="")
    agreement.parties.update(mandate_number="")
    with pytest.raises(AgreementIncomplete) as error:
        move(agreement, "signing")
    assert len(error.value.findings) == 3
    agreement.refresh_from_db()
    assert agreement.stage == "reviewed"


def test_warnings_do_not_stand_in_the_way():
    agreement = make_agreement(stage="signing", signed_on="2027-02-01", starts_on="2027-02-01")
    stages = reads.agreement_detail(agreement.pk).next_stages
    force = next(stage for stage in stages if stage.stage == "in-force")
    assert force.is_open and len(force.findings) == 2


def test_what_is_in_force_is_not_rewritten():
    agreement = in_force()
    actions.change_agreement(agreement, {"remind_days": 30}, by=None)
    with pytest.raises(AgreementSettled):
        actions.change_agreement(agreement, {"title": "Lain"}, by=None)
    with pytest.raises(AgreementSettled):
        actions.change_agreement(agreement, {}, [], by=None)
    with pytest.raises(AgreementSettled):
        actions.add_obligation(agreement, {"side": "provider", "text": "x"}, by=None)
    with pytest.raises(AgreementSettled):
        actions.delete_agreement(agreement, by=None)


def test_an_end_before_the_start_is_refused():
    make_region()
    with pytest.raises(RowInvalid):
        actions.create_agreement(
            {"title": "x", "starts_on": date(2027, 2, 2), "ends_on": date(2027, 2, 1)}, [], by=None
        )


def test_adoptions_of_its_offers_come_under_it():
    adoption = make_adoption(status="agreed")
    agreement = make_agreement(stage="signing", signed_on="2027-02-01", starts_on="2027-02-01")
    agreement.offers.add(adoption.offer)
    move(agreement, "in-force")
    adoption.refresh_from_db()
    assert adoption.agreement == agreement


def test_document_is_kept_with_its_hash_and_under_its_own_kind():
    agreement = make_agreement()
    kept = actions.attach_document(agreement, "", "..\\..\\pks final.docm", PDF, by=make_user())
    assert (kept.file_name, kept.media_type) == ("pks final.pdf", "application/pdf")
    assert reads.document_content(kept) == PDF


def test_a_damaged_document_is_not_handed_out():
    kept = actions.attach_document(make_agreement(), "Scan", "a.pdf", PDF, by=None)
    AgreementDocument.objects.filter(pk=kept.pk).update(content=PDF + b"!")
    kept.refresh_from_db()
    with pytest.raises(DocumentDamaged):
        reads.document_content(kept)


def test_other_files_and_too_large_ones_are_refused():
    with pytest.raises(DocumentRefused):
        actions.attach_document(make_agreement(), "", "a.pdf", b"<script>", by=None)
    with pytest.raises(DocumentTooLarge):
        actions.attach_document(make_agreement(), "", "a.pdf", PDF * 1_000_000, by=None)
    assert not AgreementDocument.objects.exists()


def test_standing_agreement_is_a_pks_in_force_today():
    offer, today = make_offer(), TODAY()
    for fields in (
        {"kind": "kb", "stage": "in-force"},
        {"stage": "signing"},
        {"stage": "in-force", "ends_on": today - timedelta(days=1)},
        {"stage": "in-force", "starts_on": today + timedelta(days=1)},
    ):
        given = {"starts_on": today - timedelta(days=99)} | fields
        make_agreement(**given).offers.add(offer)
    assert reads.standing_agreements([offer.pk]) == {}
    good = make_agreement(stage="in-force", starts_on=today, ends_on=today)
    good.offers.add(offer)
    assert reads.standing_agreements([offer.pk])[offer.pk].pk == good.pk


def test_register_is_filtered():
    soon = in_force(ends_on=TODAY() + timedelta(days=10), starts_on=date(2020, 1, 1))
    past = in_force(ends_on=TODAY() - timedelta(days=1), starts_on=date(2020, 1, 1))
    draft = make_agreement(title="Nota", kind="nk", stage="drafted")
    found = reads.agreements_matching
    assert list(found(ending="soon")) == [soon]
    assert list(found(ending="past")) == [past]
    assert list(found(kind="nk", stage="drafted", partner="32.11", text="nota")) == [draft]
    assert found(partner="99.99").count() == 0


# Pages


def sign_in(client, role):
    user = make_user(role)
    client.force_login(user)
    return user


def test_agency_sees_no_agreement(client):
    user, agreement = sign_in(client, Role.AGENCY), make_agreement()
    pages = [address("agreements"), address("agreement", agreement.pk)]
    pages += [address("agreement-export", "xlsx"), address("agreement-new")]
    assert {client.get(page).status_code for page in pages} == {403}
    refused = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED, user=user)
    assert refused.count() == len(pages)


def test_auditor_reads_and_writes_nothing(client):
    sign_in(client, Role.AUDITOR)
    agreement = make_agreement()
    assert client.get(address("agreement", agreement.pk)).status_code == 200
    for name in ("agreement-move", "agreement-delete", "obligation-add", "document-attach"):
        assert client.post(address(name, agreement.pk)).status_code == 403
    assert client.get(address("agreement-edit", agreement.pk)).status_code == 403


@pytest.mark.parametrize(
    ("stage", "wanted"), [("reviewed", "signing"), ("signing", "in-force"), ("in-force", "ended")]
)
def test_signing_force_and_end_are_the_cio_s(client, stage, wanted):
    user = sign_in(client, Role.INTEGRATOR)
    agreement = make_agreement(stage=stage, signed_on="2027-02-01", starts_on="2027-02-01")
    sent = {"stage": wanted}
    assert client.post(address("agreement-move", agreement.pk), sent).status_code == 403
    assert AuditEntry.objects.filter(outcome="refused", user=user).count() == 1
    sign_in(client, Role.CIO)
    assert client.post(address("agreement-move", agreement.pk), sent).status_code == 302
    agreement.refresh_from_db()
    assert agreement.stage == wanted


def test_a_stage_that_cannot_follow_is_told_on_the_page(client):
    sign_in(client, Role.CIO)
    agreement = make_agreement()
    for stage in ("ended", "nonsense", ""):
        answer = client.post(address("agreement-move", agreement.pk), {"stage": stage})
        assert answer.status_code == 422


def form_data(**changes):
    parties = {"parties-TOTAL_FORMS": 2, "parties-INITIAL_FORMS": 2}
    for number, (side, code) in enumerate((("provider", "32.11"), ("adopter", "61.72"))):
        parties |= {
            f"parties-{number}-side": side,
            f"parties-{number}-region": code,
            f"parties-{number}-signs_as": "office",
        }
    given = {"kind": "pks", "title": "PKS antrean", "remind_days": 90}
    return given | parties | changes


def test_from_offer_to_record_by_form(client):
    sign_in(client, Role.INTEGRATOR)
    make_region()
    offer = make_offer(provider_agency="Diskominfo")
    page = f"{address('agreement-new')}?offer={offer.pk}"
    assert "Diskominfo" in client.get(page).content.decode()
    answer = client.post(page, form_data(offers=[offer.pk]))
    agreement = Agreement.objects.get()
    assert answer.url == address("agreement", agreement.pk)
    assert [str(party) for party in agreement.parties.all()] == [
        offer.provider.name,
        "Kota Singkawang",
    ]
    client.post(address("agreement-edit", agreement.pk), form_data(title="PKS lain"))
    agreement.refresh_from_db()
    assert (agreement.title, agreement.parties.count()) == ("PKS lain", 2)


def test_party_that_is_nobody_is_told_at_its_place(client):
    sign_in(client, Role.INTEGRATOR)
    make_region(), make_offer()
    sent = form_data(**{"parties-0-region": "", "parties-0-signatory": "Kepala"})
    assert client.post(address("agreement-new"), sent).status_code == 200
    assert not Agreement.objects.exists()


def test_document_comes_back_as_a_download(client):
    sign_in(client, Role.CIO)
    agreement = make_agreement()
    file = SimpleUploadedFile('PKS "akhir".pdf', PDF, "text/html")
    client.post(address("document-attach", agreement.pk), {"title": "Salinan", "file": file})
    kept = agreement.documents.get()
    assert kept.sha256 in client.get(address("agreement", agreement.pk)).content.decode()
    answer = client.get(address("document", agreement.pk, kept.pk))
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert client.get(address("document", agreement.pk + 1, kept.pk)).status_code == 404
    client.post(address("document-delete", agreement.pk, kept.pk))
    assert not agreement.documents.exists()
    assert AuditEntry.objects.get(action="drop-document").facts["sha256"] == kept.sha256


def test_obligations_are_ticked_off(client):
    sign_in(client, Role.INTEGRATOR)
    agreement = make_agreement()
    sent = {"side": "provider", "text": "Melatih", "due_on": "2027-03-01"}
    client.post(address("obligation-add", agreement.pk), sent)
    row = agreement.obligations.get()
    client.post(address("obligation-done", agreement.pk, row.pk), {"done": "yes"})
    row.refresh_from_db()
    assert row.done_on == TODAY()
    client.post(address("obligation-delete", agreement.pk, row.pk))
    assert not agreement.obligations.exists()


def test_register_as_files_runs_no_formula(client):
    sign_in(client, Role.AUDITOR)
    agreement = make_agreement(title="=HYPERLINK(1)")
    actions.attach_document(agreement, "Scan", "a.pdf", PDF, by=make_user())
    answer = client.get(address("agreement-export", "xlsx"))
    book = load_workbook(BytesIO(answer.content))
    assert len(book.sheetnames) == 5
    cell = book.worksheets[0]["C2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert book.worksheets[4]["F2"].value == agreement.documents.get().sha256
    text = client.get(address("agreement-export", "csv")).content.decode()
    assert "'=HYPERLINK(1)" in text
    assert client.get(address("agreement-export", "pdf")).status_code == 404


# Pictures


def test_validity_is_drawn_within_its_frame():
    marks = [Mark(MarkKind.DUE, date(2027, 6, 1)), Mark(MarkKind.SIGNED, date(2027, 1, 1))]
    chart = draw_validity(date(2027, 1, 1), date(2028, 12, 31), marks, today=date(2029, 6, 1))
    assert chart.today_is_late and chart.days_past == 152
    assert chart.passed == chart.width
    places = [float(mark.x.rstrip("%")) for mark in chart.marks]
    assert 0 < places[0] < places[1] < float(chart.today.rstrip("%")) < 100
    assert [tick.day.year for tick in chart.ticks] == [2027, 2028, 2029]


def test_validity_of_one_day_is_drawn():
    day = date(2027, 5, 5)
    assert len(draw_validity(day, day, [], today=day).ticks) >= 0


def test_way_that_ended_early_has_nothing_ahead():
    labels = {"a": "A", "b": "B", "c": "C", "x": "X"}
    stops = draw_way(("a", "b", "c"), "x", {"a": date(2027, 1, 1)}, labels)
    assert [(stop.key, stop.passing) for stop in stops] == [
        ("a", Passing.BEHIND),
        ("x", Passing.ENDED),
    ]
    here = draw_way(("a", "b", "c"), "b", {}, labels)
    assert [stop.passing for stop in here] == [Passing.BEHIND, Passing.HERE, Passing.AHEAD]
