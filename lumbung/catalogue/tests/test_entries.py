"""Entries are known again by address within their origin, keep their last good publiccode.yml, and
are never taken over by a copy from elsewhere."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from lumbung.catalogue.actions import change_offer, create_offer, delete_offer, keep_entry
from lumbung.catalogue.errors import EntryOfAnotherOrigin
from lumbung.catalogue.models import Catalog, Entry, Offer, Publisher
from lumbung.catalogue.tests.factories import make_entry, make_offer
from lumbung.catalogue.tests.publiccode_texts import publiccode_yml
from lumbung.core.models import AuditEntry
from lumbung.kit.errors import DocumentInvalid

pytestmark = pytest.mark.django_db
URL = "https://git.example.org/daerah/e-office"


def make_catalog(name="Sumedang"):
    return Catalog.objects.create(alternative_id=name, name=name, driver=Catalog.Driver.API)


def keep(content=None, **options):
    return keep_entry(content or publiccode_yml(), by=None, **options)


def test_entry_is_told_by_its_publiccode():
    text = publiccode_yml(organisation="{uri: 'https://daerah.example', name: Kota Contoh}")
    kept = keep(text)
    entry = Entry.objects.get()
    assert kept.is_new and kept.reading.is_valid
    assert (entry.name, entry.function) == ("e-Office", "Surat dan disposisi elektronik")
    assert entry.facts["licence"] == "AGPL-3.0-or-later"
    assert entry.publisher == Publisher.objects.get(name="Kota Contoh")
    assert entry.last_seen_at and entry.last_valid_at and entry.latest_findings == []
    assert entry.normalised_url == URL


@pytest.mark.parametrize(
    "spelling",
    [
        "git@git.example.org:daerah/e-office.git",
        "http://user:word@GIT.example.org:80/daerah/e-office/",
        "https://git.example.org/daerah/e-office/raw/branch/main/publiccode.yml",
    ],
)
def test_another_spelling_of_the_address_is_the_same_entry(spelling):
    first = keep().entry
    again = keep(publiccode_yml(name="e-Office 2"), url=spelling)
    assert not again.is_new and again.entry == first
    assert Entry.objects.get().name == "e-Office 2"


def test_unchanged_text_changes_nothing_but_when_it_was_seen():
    before = keep().entry
    assert not keep().is_changed and keep(url=URL).reading is None
    after = Entry.objects.get()
    assert after.updated_at == before.updated_at
    assert after.last_seen_at > before.last_seen_at
    assert AuditEntry.objects.count() == 1


def test_last_good_copy_is_kept_when_the_newest_is_invalid():
    good = keep().entry
    keep(publiccode_yml(name="Rusak", developmentStatus="selesai"), url=URL)
    entry = Entry.objects.get()
    assert (entry.name, entry.facts["status"]) == ("e-Office", "stable")
    assert b"selesai" not in entry.publiccode_yml.encode()
    assert "developmentStatus" in {finding["key"] for finding in entry.latest_findings}
    assert entry.last_valid_at == good.last_valid_at < entry.last_seen_at
    keep(b"\x00[", url=URL)
    assert Entry.objects.get().name == "e-Office"


def test_invalid_text_is_used_as_far_as_it_goes_while_there_is_no_better():
    kept = keep(publiccode_yml(developmentStatus="selesai"))
    assert kept.entry.name == "e-Office" and kept.entry.last_valid_at is None
    with pytest.raises(DocumentInvalid):
        keep(b"- 1")
    assert Entry.objects.count() == 1


def test_copy_of_another_origin_stands_beside_ours():
    ours, catalog = keep().entry, make_catalog()
    copy = keep(publiccode_yml(name="Salinan"), catalog=catalog, public_id=uuid4()).entry
    assert copy != ours and copy.catalog == catalog
    ours.refresh_from_db()
    assert ours.name == "e-Office"
    for wrong in ({"entry": ours, "catalog": catalog}, {"entry": copy}):
        with pytest.raises(EntryOfAnotherOrigin):
            keep(publiccode_yml(name="Lain"), **wrong)
    with pytest.raises(EntryOfAnotherOrigin):
        keep(publiccode_yml(name="Lain"), public_id=ours.public_id, catalog=catalog)
    again = keep(publiccode_yml(name="Baru"), public_id=copy.public_id, catalog=catalog)
    assert again.entry == copy and Entry.objects.count() == 2


def test_software_that_moves_keeps_its_former_address():
    entry = keep().entry
    moved = publiccode_yml(url="https://git.example.org/baru/e-office")
    keep(moved, entry=entry)
    entry.refresh_from_db()
    assert entry.url == "https://git.example.org/baru/e-office"
    assert entry.aliases == [URL]
    assert keep(publiccode_yml(name="Lagi"), url=URL).entry == entry


def test_nobody_takes_over_an_entry_by_naming_its_address():
    victim = keep().entry
    other = keep(publiccode_yml(name="Lain", url="https://git.example.org/x/lain")).entry
    keep(publiccode_yml(name="Lain"), entry=other)
    other.refresh_from_db()
    assert other.url == "https://git.example.org/x/lain"
    assert keep(publiccode_yml(name="Asli")).entry == victim


def offer_fields(**changes):
    return {"slug": "surat", "name": "Surat", "provider_name": "Komunitas", **changes}


def test_offer_without_publiccode_tells_its_entry():
    offer = create_offer(offer_fields(function="Surat masuk"), by=None)
    assert (offer.entry.name, offer.entry.function) == ("Surat", "Surat masuk")
    change_offer(offer, {"name": "Surat 2"}, by=None)
    assert Entry.objects.get().name == "Surat 2"
    change_offer(offer, {"publiccode_yml": publiccode_yml().decode()}, by=None)
    change_offer(offer, {"name": "Surat 3"}, by=None)
    assert Entry.objects.get().name == "e-Office"


def test_offers_of_the_same_repository_share_one_entry():
    text = publiccode_yml().decode()
    first = create_offer(offer_fields(publiccode_yml=text), by=None)
    second = create_offer(offer_fields(slug="surat-2", publiccode_yml=text), by=None)
    chosen = create_offer(offer_fields(slug="surat-3", entry=first.entry), by=None)
    assert first.entry == second.entry == chosen.entry and Entry.objects.count() == 1


def test_entry_goes_with_its_last_offer_unless_it_stands_by_itself():
    offer = create_offer(offer_fields(), by=None)
    delete_offer(offer, by=None)
    assert not Entry.objects.exists()
    entry = keep().entry
    delete_offer(make_offer(entry=entry), by=None)
    assert Entry.objects.get() == entry


def test_offer_moved_to_another_entry_leaves_none_behind():
    offer, other = create_offer(offer_fields(), by=None), make_entry()
    change_offer(offer, {"entry": other}, by=None)
    assert Entry.objects.get() == other and Offer.objects.get().entry == other


def test_software_of_a_draft_stands_by_itself_once_it_is_entered_itself():
    text = publiccode_yml().decode()
    entry = create_offer(offer_fields(publiccode_yml=text), by=None).entry
    assert entry.rests_on_offers
    keep()
    entry.refresh_from_db()
    assert not entry.rests_on_offers


@pytest.mark.django_db(transaction=True)
def test_the_same_software_entered_twice_at_once_is_one_entry():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time anyway")
    together, made = Barrier(2), []

    def enter():
        together.wait()
        made.append(keep().entry.pk)
        connection.close()

    threads = [Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made[0] == made[1] and Entry.objects.count() == 1
