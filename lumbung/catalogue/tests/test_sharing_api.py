"""Adoptions and agreements over the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lumbung.catalogue.models import Adoption, Agreement
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption, make_agreement, make_own_offer
from lumbung.core.models import AuditEntry, Role
from lumbung.registry.tests.factories import make_agency, make_region, make_token, make_user

pytestmark = pytest.mark.django_db


def caller(role, **fields):
    return Client(headers={"Authorization": f"Bearer {make_token(make_user(role, **fields))}"})


def post(client, address, code=200, /, **body):
    answer = client.post(f"/api/{address}", body, content_type="application/json")
    assert answer.status_code == code, answer.content
    return answer.json()


def test_from_request_to_confirmed_use():
    agency = make_agency()
    officer, cio = caller(Role.AGENCY, agency=agency), caller(Role.CIO)
    offer = make_own_offer()
    made = post(officer, "adoptions", 201, offer=offer.pk, need="surat", fit_percent=70)
    assert (made["agency"], made["need"], made["answer"]) == (agency.name, "surat", None)
    pk = made["pk"]
    answered = post(cio, f"adoptions/{pk}/answer", verdict="agreed", note="Silakan")
    assert answered["answer"]["note"] == "Silakan" and answered["status"] == "agreed"
    post(officer, f"adoptions/{pk}/move", status="in-use", version="2")
    assert post(officer, f"adoptions/{pk}/confirm")["is_confirmed"]
    lines = officer.get("/api/adoptions?status=in-use").json()["items"]
    assert [line["pk"] for line in lines] == [pk]
    figures = cio.get("/api/sharing-figures").json()
    assert figures["entries"][0]["adoptions"] == [pk] and figures["to_use"]["median_days"] == 0


def test_agency_asks_and_moves_in_its_own_name_alone():
    officer, other = caller(Role.AGENCY), make_adoption(agency=make_agency("Lain"))
    make_region()
    post(officer, "adoptions", 403, offer=make_offer().pk, agency=other.agency.slug)
    post(officer, f"adoptions/{other.pk}/move", 404, status="withdrawn")
    assert officer.get(f"/api/adoptions/{other.pk}").status_code == 404
    for address in ("adoption-requests", "agreements", "sharing-figures"):
        assert officer.get(f"/api/{address}").status_code == 403
    assert AuditEntry.objects.filter(outcome="refused").count() == 4
    assert Adoption.objects.count() == 1


def test_answers_are_the_cio_s():
    adoption = make_adoption(make_own_offer())
    post(caller(Role.INTEGRATOR), f"adoptions/{adoption.pk}/answer", 403, verdict="agreed")
    post(caller(Role.CIO), f"adoptions/{adoption.pk}/answer", 422, verdict="maybe")


def test_letter_with_its_source():
    adoption, integrator = make_adoption(), caller(Role.INTEGRATOR)
    address = f"adoptions/{adoption.pk}/record-answer"
    post(integrator, address, 422, verdict="agreed")
    assert post(integrator, address, verdict="agreed", source="Surat 1")["status"] == "agreed"
    post(integrator, address, 409, verdict="declined", source="Surat 2")


PARTIES = [
    {"side": "provider", "region": "32.11", "signatory": "A", "mandate_number": "1"},
    {"side": "adopter", "region": "61.72", "signatory": "B", "signs_as": "region"},
]


def test_agreement_is_recorded_moved_and_read():
    offer = make_own_offer()
    make_region("32.11", name="Kabupaten Sumedang")
    integrator, cio = caller(Role.INTEGRATOR), caller(Role.CIO)
    body = {"title": "PKS", "subject": "e-Office", "offers": [offer.pk], "parties": PARTIES}
    made = post(integrator, "agreements", 201, **body)
    pk = made["pk"]
    assert made["agreement"]["parties"][0]["region"] == "32.11"
    post(integrator, f"agreements/{pk}/move", stage="drafted")
    post(integrator, f"agreements/{pk}/move", 404, stage="nonsense")
    post(integrator, f"agreements/{pk}/move", stage="reviewed")
    post(integrator, f"agreements/{pk}/move", 403, stage="signing")
    missing = post(cio, f"agreements/{pk}/move", 422, stage="signing")
    assert {error["key"] for error in missing["errors"]} == {"parent", "parties"}
    again = made["agreement"] | {"title": "PKS baru"}
    changed = integrator.put(f"/api/agreements/{pk}", again, content_type="application/json")
    assert changed.json()["agreement"]["title"] == "PKS baru"
    obliged = post(integrator, f"agreements/{pk}/obligations", 201, side="provider", text="Melatih")
    row = obliged["obligations"][0]["pk"]
    address = f"agreements/{pk}/obligations/{row}/done"
    assert post(integrator, address, done_on="2027-01-04")["obligations"][0]["done_on"]
    assert integrator.get("/api/agreements?stage=reviewed").json()["count"] == 1


def test_documents_go_in_and_come_out_the_same():
    agreement, integrator = make_agreement(), caller(Role.INTEGRATOR)
    address = f"/api/agreements/{agreement.pk}/documents"
    content = b"%PDF-1.7 scan"
    kept = integrator.post(address, {"file": SimpleUploadedFile("a.pdf", content)})
    assert kept.status_code == 201, kept.content
    answer = caller(Role.AUDITOR).get(f"{address}/{kept.json()['pk']}")
    assert answer.content == content and answer.headers["Content-Disposition"] == "attachment"
    bad = integrator.post(address, {"file": SimpleUploadedFile("a.pdf", b"<script>")})
    assert bad.json()["type"].endswith("document-refused")


def test_what_is_in_force_is_not_replaced():
    agreement = make_agreement(stage="in-force")
    answer = caller(Role.CIO).put(
        f"/api/agreements/{agreement.pk}", {"title": "x"}, content_type="application/json"
    )
    assert answer.status_code == 409
    assert Agreement.objects.get().title == agreement.title


def test_reminders_of_the_caller():
    adoption = make_adoption(status="in-use", in_use_since="2020-01-01")
    (reminder,) = caller(Role.CIO).get("/api/reminders").json()
    assert (reminder["kind"], reminder["pk"]) == ("confirmation", adoption.pk)
    assert caller(Role.AGENCY).get("/api/reminders").json() == []
