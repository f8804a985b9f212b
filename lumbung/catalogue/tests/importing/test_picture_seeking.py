"""Pictures of entries are sought wherever the entry came from, once for each content, later again
where they could not be reached."""

import pytest

from lumbung.catalogue.actions.entries import keep_entry
from lumbung.catalogue.models import Catalog, Entry, PictureSearch
from lumbung.catalogue.picture_seeking import seek
from lumbung.catalogue.tests.importing.publiccode import LOGO, PNG, publiccode
from lumbung.catalogue.tests.importing.test_sources import Site
from lumbung.kit.tests.servers import serving

pytestmark = pytest.mark.django_db
BESIDE = "/kota/a/-/raw/HEAD/gambar"


@pytest.fixture
def site(settings):
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    site = Site()
    with serving(site) as server:
        site.url = server.url
        site.files = {f"{BESIDE}/logo.svg": LOGO, f"{BESIDE}/layar.png": PNG}
        yield site


def kept(site, name="A", **more):
    peer = Catalog.objects.get_or_create(
        alternative_id="61.01", defaults={"name": "Simpul", "driver": "lumbung"}
    )[0]
    url = f"{site.url}/kota/a"
    return keep_entry(publiccode(name, url=url, **more), url=url, catalog=peer, by=None).entry


def test_pictures_of_a_copy_from_another_node_are_fetched_and_drawn_anew(site):
    entry = kept(site)
    assert seek() == 1
    assert sorted(entry.pictures.values_list("role", flat=True)) == ["logo", "screenshot"]
    assert all(bytes(each.content).startswith(b"RIFF") for each in entry.pictures.all())


def test_they_are_sought_once_and_again_for_another_content(site):
    kept(site)
    seek()
    asked = len(site.asked)
    assert seek() == 0 and len(site.asked) == asked
    kept(site, "Nama baru", logo=None)
    assert seek() == 1
    assert Entry.objects.get().pictures.get().role == "screenshot"


def test_what_could_not_be_reached_is_sought_later_and_what_is_not_there_is_not(site):
    kept(site)
    del site.files[f"{BESIDE}/logo.svg"]
    site.broken.add(f"{BESIDE}/layar.png")
    seek()
    search = PictureSearch.objects.get()
    assert search.failures == 1 and search.next_try_at and seek() == 0
    site.broken.clear()
    PictureSearch.objects.update(next_try_at=None)
    assert seek() == 1 and Entry.objects.get().pictures.count() == 1
    search.refresh_from_db()
    assert (search.failures, search.next_try_at) == (0, None) and seek() == 0


def test_examples_and_entries_without_a_file_are_left_alone(site):
    Entry.objects.create(name="Tanpa berkas")
    entry = kept(site)
    Entry.objects.filter(pk=entry.pk).update(example=True)
    assert seek() == 0 and site.asked == []


def test_address_of_the_inside_is_not_fetched_for_anybody(site, settings):
    kept(site, logo="logo: http://127.0.0.1:9/rahasia.png")
    settings.ALLOWED_PRIVATE_HOSTS = []
    assert seek() == 1
    assert site.asked == [] and not Entry.objects.get().pictures.exists()
