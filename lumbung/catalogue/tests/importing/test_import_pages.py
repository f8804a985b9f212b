"""The pages of adding to the catalogue, of sources, and the pictures they bring."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lumbung.catalogue import import_jobs
from lumbung.catalogue.actions import sources
from lumbung.catalogue.models import Catalog, Entry, EntryPicture, Import
from lumbung.catalogue.source_reading import read_source
from lumbung.catalogue.tests.importing.publiccode import LOGO, PNG, publiccode
from lumbung.catalogue.tests.importing.test_by_url import zipped
from lumbung.core.models import AuditEntry, Role
from lumbung.core.tests.factories import make_user
from lumbung.kit.tests.servers import answer, serving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loopback(settings, tmp_path):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.DATA_DIR = tmp_path


@pytest.fixture
def integrator(client):
    client.force_login(make_user(Role.INTEGRATOR))
    return client


def upload(client, *files):
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/catalogue/add/", {"way": "upload", "upload-chosen": chosen})


def page(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_officers_may_not_add(client):
    client.force_login(make_user(Role.AGENCY))
    assert client.get("/catalogue/add/").status_code == 403
    assert client.get("/catalogue/sources/").status_code == 403
    assert upload(client, ("publiccode.yml", publiccode())).status_code == 403
    assert AuditEntry.objects.filter(outcome="refused").count() == 3
    assert not Import.objects.exists()


def test_auditor_sees_sources_and_changes_none(client):
    source = make_source("https://kode.example/daftar.json")
    client.force_login(make_user(Role.AUDITOR))
    assert "Sumber" in page(client, "/catalogue/sources/")
    assert (
        '<form method="post"'
        not in page(client, f"/catalogue/sources/{source.pk}/").split("main")[1]
    )
    for move in ("read", "pause", "delete"):
        assert client.post(f"/catalogue/sources/{source.pk}/{move}/").status_code == 403
    assert client.get(f"/catalogue/sources/{source.pk}/edit/").status_code == 403


def test_upload_is_watched_until_it_ends(integrator):
    response = upload(integrator, ("publiccode.yml", publiccode()))
    asked = Import.objects.get()
    assert response.url == f"/catalogue/imports/{asked.pk}/"
    waiting = page(integrator, response.url)
    assert "hx-get" in waiting and "<noscript>" in waiting
    progress = f"{response.url}progress/"
    assert "<html" not in page(integrator, progress)
    import_jobs.run_import.call(asked.pk)
    assert integrator.get(progress).url == response.url
    assert integrator.get(progress, HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"
    shown = page(integrator, response.url)
    assert "Contoh Antrean" in shown and "hx-get" not in shown
    assert "gambar/logo.svg" in shown
    assert "publiccode.yml" in page(integrator, "/catalogue/add/") or "Uploaded" in shown


def test_report_of_what_cannot_be_used_is_shown_with_its_place(integrator):
    response = upload(integrator, ("rusak.yml", b"<script>alert(1)</script>"))
    import_jobs.run_import.call(Import.objects.get().pk)
    shown = page(integrator, response.url)
    assert "rusak.yml" in shown and "<script>alert" not in shown


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"way": "upload"}, "upload"),
        ({"way": "url", "url-address": "file:///etc/passwd"}, "url"),
        ({"way": "url", "url-address": ""}, "url"),
        ({"way": "git", "git-address": "https://a:b@kode.example/x"}, "git"),
        ({"way": "git", "git-address": "ssh://kode.example/x"}, "git"),
    ],
)
def test_what_cannot_be_asked_for_is_told_at_its_field(integrator, form, told):
    response = integrator.post("/catalogue/add/", form)
    assert response.status_code == 422 and not Import.objects.exists()
    names = {"upload": "upload", "url": "address", "git": "git"}
    assert response.context[names[told]].errors


def test_too_many_or_too_large_files_are_refused(integrator):
    many = [(f"{n}.yml", b"x") for n in range(21)]
    assert upload(integrator, *many).status_code == 422
    assert upload(integrator, ("a.zip", bytes(21 * 1024 * 1024))).status_code == 422
    assert not Import.objects.exists()


def test_failed_import_says_why_and_what_next(integrator):
    form = {"way": "url", "url-address": "http://169.254.169.254/publiccode.yml"}
    response = integrator.post("/catalogue/add/", form)
    import_jobs.run_import.call(Import.objects.get().pk)
    shown = page(integrator, response.url)
    assert 'role="alert"' in shown and "LUMBUNG_ALLOWED_PRIVATE_HOSTS" in shown


@pytest.fixture
def pictured(integrator):
    files = {"a/publiccode.yml": publiccode(), "a/gambar/logo.svg": LOGO, "a/gambar/layar.png": PNG}
    upload(integrator, ("a.zip", zipped(files)))
    import_jobs.run_import.call(Import.objects.get().pk)
    return Entry.objects.get()


def test_picture_is_served_so_that_nothing_acts(client, pictured):
    client.logout()
    picture = pictured.pictures.get(role=EntryPicture.Role.LOGO)
    url = f"/catalogue/pictures/{picture.pk}/{picture.sha256}.webp"
    response = client.get(url)
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response.headers["Cache-Control"]
    again = client.get(url, headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/catalogue/pictures/{picture.pk}/{'0' * 64}.webp").status_code == 404


def test_picture_of_an_entry_that_one_may_not_see_is_not_served(client, pictured):
    client.logout()
    Entry.objects.update(is_active=False)
    picture = pictured.pictures.first()
    url = f"/catalogue/pictures/{picture.pk}/{picture.sha256}.webp"
    assert client.get(url).status_code == 404


def make_source(url):
    fields = {"name": "Sumber", "alternative_id": "sumber", "driver": "json", "url": url}
    return sources.store_source({**fields, "interval_minutes": 60}, by=None)


SOURCE = {
    "name": "Katalog contoh",
    "alternative_id": "katalog-contoh",
    "driver": "open-catalog",
    "url": "https://katalog.example/v1",
    "interval_minutes": "1440",
}


def test_source_is_entered_changed_paused_and_deleted(integrator):
    response = integrator.post("/catalogue/sources/new/", SOURCE)
    source = Catalog.objects.get()
    assert response.url == f"/catalogue/sources/{source.pk}/" and source.state == "active"
    changed = SOURCE | {"name": "Katalog lain"}
    integrator.post(f"/catalogue/sources/{source.pk}/edit/", changed)
    for move, state in (("pause", "paused"), ("resume", "active"), ("read", "active")):
        integrator.post(f"/catalogue/sources/{source.pk}/{move}/")
        source.refresh_from_db()
        assert (source.state, source.name) == (state, "Katalog lain")
    acts = set(AuditEntry.objects.values_list("action", flat=True))
    assert {
        "create-catalog",
        "change-catalog",
        "pause-source",
        "resume-source",
        "read-source",
    } <= acts
    integrator.post(f"/catalogue/sources/{source.pk}/delete/")
    assert not Catalog.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "file:///x"},
        {"driver": "lumbung"},
        {"alternative_id": ""},
        {"interval_minutes": "1"},
    ],
)
def test_source_that_cannot_be_is_told_at_its_field(integrator, wrong):
    response = integrator.post("/catalogue/sources/new/", SOURCE | wrong)
    assert response.status_code == 422 and set(response.context["form"].errors) == set(wrong)
    assert not Catalog.objects.exists()


def test_page_of_a_source_shows_errors_and_what_is_missing(integrator):
    with serving(answer(b'["https://127.0.0.1:9/kota/a"]')) as s:
        source = make_source(f"{s.url}/daftar.json")
        read_source(source.pk)
    shown = page(integrator, f"/catalogue/sources/{source.pk}/")
    assert "127.0.0.1:9/kota/a" in shown
    assert page(integrator, f"/catalogue/sources/{source.pk}/?state=failing").count("kota/a") == 1
    assert page(integrator, f"/catalogue/sources/{source.pk}/?state=missing").count("kota/a") == 0
    source.source_items.update(next_try_at=None)
    sources.ask_reading(source, by=None)
    read_source(source.pk)
    assert 'role="alert"' in page(integrator, f"/catalogue/sources/{source.pk}/")


def test_nodes_are_no_sources(integrator):
    peer = Catalog.objects.create(name="Simpul", alternative_id="61.01", driver="lumbung")
    assert integrator.get(f"/catalogue/sources/{peer.pk}/").status_code == 404
    assert "Simpul" not in page(integrator, "/catalogue/sources/")
