"""Search finds what people mean, shows each only what they may see, and counts rightly. Runs on
whichever database the tests run on; both must give the same."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from lumbung.catalogue.actions import (
    change_offer,
    create_offer,
    delete_offer,
    keep_entry,
    publish_offer,
    withdraw_offer,
)
from lumbung.catalogue.actions.copies import copy_entry
from lumbung.catalogue.actions.search_index import rebuild_index
from lumbung.catalogue.domain.federation.bodies.entry import EntryBody
from lumbung.catalogue.models import Catalog, Entry, Offer, SearchRow, SearchText
from lumbung.catalogue.queries.search import Asked, search
from lumbung.catalogue.tests.publiccode_texts import publiccode_yml
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()


def keep(name, short="Aplikasi daerah", **changes):
    slug = name.lower().replace(" ", "-")
    text = publiccode_yml(name, f"https://git.example.org/x/{slug}", short, **changes)
    return keep_entry(text, by=None).entry


def found(text="", viewer=PUBLIC, *, exact=False, **chosen):
    result = search(viewer, Asked(text, {key: (value,) for key, value in chosen.items()}, 1, exact))
    names = dict(Entry.objects.values_list("pk", "name"))
    return [names[pk] for pk in result.entries]


def make_set():
    keep("Srikandi", "Persuratan dan naskah dinas")
    keep("Gampil", "Perizinan lewat ponsel")
    keep("Surat Kita", "Buku tamu kecamatan")
    keep("SIMRS Khanza", "Sistem informasi rumah sakit", categories="[payroll]")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("surat", "Surat Kita"),
        ("menyurat naskah", "Srikandi"),
        ("izin", "Gampil"),
        ("letter", "Surat Kita"),
        ("hospital", None),
        ("penggajian", "SIMRS Khanza"),
        ("payroll", "SIMRS Khanza"),
        ("srik", "Srikandi"),
        ("perizin", "Gampil"),
        ("SRIKÁNDI", "Srikandi"),
    ],
)
def test_words_forms_beginnings_and_both_languages_find(text, first):
    make_set()
    assert (found(text, exact=True) or [None])[0] == first


def test_a_word_in_the_name_ranks_above_one_in_the_text():
    make_set()
    assert found("surat")[:2] == ["Surat Kita", "Srikandi"]


def test_typos_are_mended_and_told_and_there_is_a_way_back():
    make_set()
    result = search(PUBLIC, Asked("perizinnan srikamdi"))
    assert dict(result.corrections)["perizinnan"] == "perizinan"
    assert found("srikamdi") == ["Srikandi"]
    assert found("srikamdi", exact=True) == []


def test_without_all_words_those_with_some_are_shown_as_such():
    make_set()
    result = search(PUBLIC, Asked("gampil srikandi"))
    assert result.is_relaxed and result.total == 2
    assert not search(PUBLIC, Asked("gampil ponsel")).is_relaxed


def test_e_office_is_found_however_it_is_written():
    keep("e-Office")
    for text in ("e-office", "eoffice", "e office", "office"):
        assert found(text, exact=True) == ["e-Office"]


@pytest.mark.parametrize("text", ['"', "*", "names:", "' OR 1=1 --", "\x00", "(", "a" * 5000, "的"])
def test_no_text_breaks_the_search(text):
    make_set()
    search(PUBLIC, Asked(text))


def test_facets_are_counted_under_the_other_choices():
    keep("Satu", platforms="[web, linux]")
    keep("Dua", platforms="[web]", developmentStatus="beta")
    keep("Tiga", platforms="[android]", developmentStatus="beta")
    counts = search(PUBLIC, Asked(chosen={"status": ("beta",)})).counts
    assert counts["status"] == {"stable": 1, "beta": 2}
    assert counts["platform"] == {"web": 1, "android": 1}
    both = search(PUBLIC, Asked(chosen={"status": ("beta",), "platform": ("web", "android")}))
    assert both.total == 2 and both.counts["status"] == {"stable": 1, "beta": 2}
    assert found(status="beta", platform="linux") == []


def offer(**fields):
    make_region("32.11", name="Kabupaten Sumedang")
    make_region("32", name="Jawa Barat", level="provinsi")
    return create_offer(
        {"slug": "rahasia", "name": "Rahasia", "provider_name": "Komunitas", **fields}, by=None
    )


def test_drafts_are_found_by_staff_only_and_by_all_once_published():
    made = offer(function="Antrean puskesmas")
    staff, officer = make_user(Role.INTEGRATOR), make_user(Role.AGENCY)
    assert found("antrean", staff) == ["Rahasia"]
    assert found("antrean", officer) == found("antrean") == []
    publish_offer(made, by=None)
    assert found("antrean", officer) == found("antrean") == ["Rahasia"]
    withdraw_offer(made, by=None)
    assert found("antrean") == []


def test_offer_for_some_is_found_by_those_signed_in_only():
    sambas = make_region("61.01", name="Kabupaten Sambas")
    fields = {"audience": Offer.Audience.REGIONS, "audience_regions": [sambas]}
    made = offer(function="Parkir", **fields)
    publish_offer(made, by=None)
    assert found("parkir", make_user(Role.AGENCY)) == ["Rahasia"]
    assert found("parkir") == []


def test_words_of_a_draft_neither_find_nor_correct_anything_for_the_public():
    entry = keep("Terbuka")
    made = offer(entry=entry, description="Kodenamagajah", function="Kodenamagajah")
    staff = make_user(Role.CIO)
    assert found("kodenamagajah", staff) == ["Terbuka"]
    assert found("kodenamagajah") == found("kodenamagajha") == []
    assert search(PUBLIC, Asked("kodenamagajha")).corrections == ()
    publish_offer(made, by=None)
    assert found("kodenamagajha") == ["Terbuka"]


def test_index_follows_every_change():
    made = offer(function="Antrean")
    publish_offer(made, by=None)
    change_offer(made, {"function": "Parkir", "name": "Baru"}, by=None)
    assert found("antrean") == [] and found("parkir") == ["Baru"]
    delete_offer(made, by=None)
    assert found("parkir") == found() == []
    assert not SearchRow.objects.exists()


def test_terms_and_regions_of_offers_are_facets():
    made = offer(
        provider=make_region("32.11", name="Kabupaten Sumedang"),
        terms={"fee_idr": 0, "agreements": {"pks": True}, "onward_sharing_allowed": False},
    )
    publish_offer(made, by=None)
    counts = search(PUBLIC, Asked()).counts
    assert counts["terms"] == {"free": 1, "needs-pks": 1, "no-onward": 1}
    assert counts["region"] == {"32.11": 1}
    assert found("sumedang") == ["Rahasia"]


def test_index_can_be_made_anew():
    make_set()
    before = sorted(SearchText.objects.values_list("names", "functions", "features", "rest"))
    SearchText.objects.all().delete()
    SearchRow.objects.all().delete()
    assert rebuild_index() == 4
    after = sorted(SearchText.objects.values_list("names", "functions", "features", "rest"))
    assert after == before and found("srikandi") == ["Srikandi"]


def test_pages_are_stable_and_end():
    for number in range(25):
        keep(f"Aplikasi {number:02}")
    first = search(PUBLIC, Asked("aplikasi", page=1))
    last = search(PUBLIC, Asked("aplikasi", page=99))
    assert (first.total, first.pages, last.page) == (25, 2, 2)
    assert len(first.entries) == 20 and len(last.entries) == 5
    assert not set(first.entries) & set(last.entries)


def test_copy_of_what_was_offered_to_some_is_hidden_from_the_public():
    catalog = Catalog.objects.create(
        alternative_id="32.11", name="Sumedang", driver=Catalog.Driver.API
    )
    body = EntryBody(kind="software", name="Terbatas", rests_on_offers=True)
    copy_entry(body, uuid4(), catalog)
    copy_entry(EntryBody(kind="software", name="Terbuka"), uuid4(), catalog)
    assert found("terbatas") == [] and found("terbuka") == ["Terbuka"]
    assert found("terbatas", make_user(Role.CIO)) == ["Terbatas"]
