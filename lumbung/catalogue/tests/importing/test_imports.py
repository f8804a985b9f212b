"""Imports as jobs: three ways in, safe to run twice, errors in words, pictures drawn anew."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lumbung.catalogue import import_jobs
from lumbung.catalogue.actions import imports as actions
from lumbung.catalogue.kept_errors import error_words
from lumbung.catalogue.models import Entry, Import
from lumbung.catalogue.tests.importing.git_server import make_repository, needs_git, serving_git
from lumbung.catalogue.tests.importing.publiccode import LOGO, PNG, publiccode
from lumbung.catalogue.tests.importing.test_by_url import site, zipped
from lumbung.core.models import AuditEntry, Role
from lumbung.core.tests.factories import make_user
from lumbung.kit.tests.servers import serving

pytestmark = pytest.mark.django_db
FILES = {"publiccode.yml": publiccode(), "gambar/logo.svg": LOGO, "gambar/layar.png": PNG}


@pytest.fixture(autouse=True)
def loopback(settings, tmp_path):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.DATA_DIR = tmp_path


def imported(way, **what):
    asked = import_jobs.start_import(way, by=make_user(Role.INTEGRATOR), **what)
    import_jobs.run_import.call(asked.pk)
    asked.refresh_from_db()
    return asked


def upload(*files):
    return imported(Import.Way.UPLOAD, files=files)


def test_upload_becomes_an_entry_and_the_upload_is_not_kept():
    asked = upload(("publiccode.yml", publiccode()))
    (result,) = asked.results
    entry = Entry.objects.get(pk=result["entry"])
    assert (asked.state, entry.name, result["errors"]) == ("done", "Contoh Antrean", 0)
    assert [left["source"] for left in result["left_out"]] == [
        "gambar/logo.svg",
        "gambar/layar.png",
    ]
    assert not asked.files.exists()
    acts = AuditEntry.objects.filter(action__endswith="-import").values_list("action", flat=True)
    assert set(acts) == {"start-import", "end-import"}


def test_zip_brings_several_entries_and_their_pictures_drawn_anew():
    names = {f"a-main/{name}": content for name, content in FILES.items()}
    other = {"b/publiccode.yml": publiccode("Lain", url="https://kode.example/lain", logo=None)}
    asked = upload(("unduhan.zip", zipped(names | other)))
    first, second = asked.results
    assert (first["pictures"], second["pictures"]) == (2, 0)
    for picture in Entry.objects.get(pk=first["entry"]).pictures.all():
        content = bytes(picture.content)
        assert content.startswith(b"RIFF") and b"script" not in content
        assert picture.media_type == "image/webp"


def test_file_that_cannot_be_used_is_told_with_its_findings_and_others_are_taken():
    asked = upload(
        ("rusak.yml", b"- bukan\n- kamus\n"),
        ("b.zip", b"PK\x03\x04"),
        ("a.yml", FILES["publiccode.yml"]),
    )
    broken, archive, good = asked.results
    assert broken["findings"][0]["message"] and "entry" not in broken
    assert "b.zip" in error_words(archive["error"])
    assert good["entry"] and asked.state == "done"


def test_import_of_which_nothing_could_be_taken_has_failed():
    asked = upload(("rusak.yml", b"- bukan kamus\n"))
    assert (asked.state, len(asked.results), asked.error) == ("failed", 1, {})


def test_broken_but_usable_file_is_taken_with_a_repair_report():
    asked = upload(("a.yml", publiccode(legal=None)))
    (result,) = asked.results
    assert result["errors"] >= 1
    assert Entry.objects.get(pk=result["entry"]).latest_findings


def test_address_brings_the_file_and_its_pictures():
    paths = {f"/kota/antrean/-/raw/HEAD/{name}": content for name, content in FILES.items()}
    with serving(site(paths)) as s:
        asked = imported(Import.Way.URL, address=f"{s.url}/kota/antrean")
    (result,) = asked.results
    assert (result["pictures"], result["left_out"]) == (2, [])
    assert f"{s.url}/kota/antrean" in Entry.objects.get(pk=result["entry"]).aliases


@needs_git
def test_page_without_a_raw_file_is_read_by_git(tmp_path):
    make_repository(tmp_path / "r/antrean", FILES)
    with serving_git(tmp_path / "r") as server:
        asked = imported(Import.Way.URL, address=server.url("antrean"))
        assert asked.state == "done", asked.error
        (result,) = asked.results
        assert result["pictures"] == 2
        history = Entry.objects.get(pk=result["entry"]).history
        assert (history.commits_seen, history.is_whole) == (1, True)
    assert list((tmp_path / "clones").iterdir()) == []


@needs_git
def test_git_way_twice_changes_nothing(tmp_path):
    make_repository(tmp_path / "r/antrean", FILES)
    with serving_git(tmp_path / "r") as server:
        first = imported(Import.Way.GIT, address=server.url("antrean")).results[0]
        again = imported(Import.Way.GIT, address=server.url("antrean")).results[0]
    assert (first["is_new"], again["is_new"], again["is_changed"]) == (True, False, False)
    assert Entry.objects.count() == 1 and again["pictures"] == 2


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/publiccode.yml",
        "http://10.0.0.1/x",
        "https://saya:sandi@kode.example/x",
        "file:///etc/passwd",
        "tidak ada",
    ],
)
@pytest.mark.parametrize("way", [Import.Way.URL, Import.Way.GIT])
def test_what_is_refused_fails_in_words_without_secrets(way, address):
    asked = imported(way, address=address)
    assert asked.state == "failed" and error_words(asked.error)
    assert "sandi@" not in json.dumps(asked.error)


def test_import_in_a_living_workers_hands_is_left_alone_and_a_dead_ones_is_taken_up():
    asked = import_jobs.start_import(
        Import.Way.UPLOAD, files=(("a.yml", publiccode()),), by=make_user(Role.CIO)
    )
    dead = actions.begin_import(asked.pk)
    assert actions.begin_import(asked.pk) is None
    Import.objects.update(alive_at=timezone.now() - timedelta(minutes=3))
    import_jobs.run_import.call(asked.pk)
    import_jobs.run_import.call(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, len(asked.results), Entry.objects.count()) == ("done", 1, 1)
    assert not actions.tell_import(dead, Import.Stage.READING)
    actions.add_result(dead, {"place": "hantu"})
    actions.end_import(dead)
    asked.refresh_from_db()
    assert len(asked.results) == 1


def test_starting_worker_queues_again_what_a_dead_one_left():
    asked = import_jobs.start_import(Import.Way.UPLOAD, by=make_user(Role.CIO))
    DBTaskResult.objects.all().delete()
    import_jobs.recover_imports()
    assert DBTaskResult.objects.get().args_kwargs["args"] == [asked.pk]


def test_entry_known_already_keeps_its_pictures_when_new_ones_cannot_be_had():
    whole = {f"a/{name}": content for name, content in FILES.items()}
    upload(("a.zip", zipped(whole)))
    (again,) = upload(
        ("publiccode.yml", publiccode(releaseDate='releaseDate: "2026-01-01"'))
    ).results
    assert (again["is_changed"], again["pictures"], len(again["left_out"])) == (True, 2, 2)


def test_records_of_imports_ended_long_ago_are_removed():
    asked = upload(("publiccode.yml", publiccode()))
    waiting = import_jobs.start_import(Import.Way.UPLOAD, by=None)
    import_jobs.remove_old_imports.call()
    assert Import.objects.count() == 2
    Import.objects.filter(pk=asked.pk).update(finished_at=timezone.now() - timedelta(days=91))
    import_jobs.remove_old_imports.call()
    assert list(Import.objects.all()) == [waiting] and Entry.objects.count() == 1
