"""The catalogue's pages: open to everybody, plain links, the same address for the same choice; and
entering, changing, hiding and merging for those who may."""

import pytest
from django.urls import reverse

from lumbung.catalogue.actions import keep_entry, publish_offer
from lumbung.catalogue.actions.adoptions import keep_known_adoption
from lumbung.catalogue.models import Adoption, Entry, Offer
from lumbung.catalogue.tests.factories import RECIPE, make_entry, make_offer
from lumbung.catalogue.tests.publiccode_texts import publiccode_yml
from lumbung.core.models import AuditEntry, Role
from lumbung.registry.tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db
SEARCH = "/catalogue/"


def sign_in(client, role=Role.CIO):
    user = make_user(role)
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"catalogue:{name}", args=args)


def keep(name="Srikandi", short="Persuratan dan naskah dinas", **changes):
    slug = name.lower().replace(" ", "-")
    text = publiccode_yml(name, f"https://git.example.org/x/{slug}", short, **changes)
    return keep_entry(text, by=None).entry


def html(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_visitor_searches_and_reads_an_entry(client):
    entry = keep()
    page = html(client, SEARCH, text="surat")
    assert f'href="{address("entry", entry.pk)}"' in page and "Persuratan" in page
    page = html(client, address("entry", entry.pk))
    assert "Disposisi berjenjang" in page and "AGPL-3.0-or-later" in page
    assert "Mencatat surat masuk" in page


def test_correction_is_told_with_the_way_back(client):
    keep()
    page = html(client, SEARCH, text="srikamdi")
    assert "<strong>srikandi</strong>" in page and "?text=srikamdi&amp;exact=1" in page
    assert "<strong>srikandi</strong>" not in html(client, SEARCH, text="srikamdi", exact="1")


def test_choices_have_one_address_and_can_be_taken_away(client):
    keep(platforms="[web, linux]")
    answer = client.get(f"{SEARCH}?status=stable&platform=web&page=1")
    facets = {facet.name: facet for facet in answer.context["facets"]}
    [stable] = facets["status"].choices
    assert stable.is_chosen and stable.address == "?platform=web"
    linux = next(each for each in facets["platform"].choices if each.value == "linux")
    assert linux.address == "?status=stable&platform=linux&platform=web"
    chips = {chip.label: chip.address for chip in answer.context["chips"]}
    assert chips["Web"] == "?status=stable"


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99999999", "status=%00", "text=%00", "kind=x&kind=y"]
)
def test_odd_addresses_are_pages_too(client, query):
    keep()
    assert client.get(f"{SEARCH}?{query}").status_code == 200


def test_what_is_not_published_is_not_there_for_visitors(client):
    offer = make_offer(name="Rahasia", state=Offer.State.DRAFT)
    hidden = keep("Lama")
    Entry.objects.filter(pk=hidden.pk).update(is_active=False)
    for pk in (offer.entry.pk, hidden.pk):
        assert client.get(address("entry", pk)).status_code == 404
        assert client.get(address("entry-publiccode", pk)).status_code == 404
    sign_in(client)
    assert "Rahasia" in html(client, address("entry", offer.entry.pk))


def test_entry_tells_offers_users_findings_and_the_last_good_copy(client):
    entry = keep()
    keep_entry(
        publiccode_yml("Srikandi", entry.url, developmentStatus="selesai"), entry=entry, by=None
    )
    offer = make_offer(entry=entry, recipe=RECIPE, terms={"fee_idr": 0})
    publish_offer(offer, by=None)
    make_region()
    keep_known_adoption(
        {
            "entry": entry,
            "region": make_region("61.01", name="Kabupaten Sambas"),
            "status": Adoption.Status.IN_USE,
            "in_use_since": "2025-02-01",
            "source": "Siaran pers",
        },
        by=None,
    )
    page = html(client, address("entry", entry.pk))
    for told in ("Kabupaten Sumedang", "Kabupaten Sambas", "selesai", "Rp"):
        assert told in page, told
    assert "salinan baik terakhir" in page


def test_text_in_another_language_is_shown_and_said_so(client):
    text = publiccode_yml("Letters", "https://git.example.org/x/letters", "Letters of an office")
    entry = keep_entry(text.replace(b"{id: {short", b"{en: {short"), by=None).entry
    page = html(client, address("entry", entry.pk))
    assert "Letters of an office" in page and "Inggris" in page


def test_description_of_others_runs_nothing(client):
    entry = make_entry(description="<script>alert(1)</script> *tebal* [x](javascript:alert(1))")
    page = html(client, address("entry", entry.pk))
    assert "<script>alert" not in page and 'href="javascript' not in page


def test_addresses_of_others_are_links_only_to_the_web(client):
    entry = make_entry(
        url="ssh://git@git.example.org/a/b",
        facts={"landing_url": "javascript://x/%0aalert(1)", "licence": "MIT"},
    )
    page = html(client, address("entry", entry.pk))
    assert "javascript://x" in page and 'href="javascript' not in page and 'href="ssh' not in page


def test_two_to_four_are_compared_in_the_order_asked(client):
    first, second = keep(), keep("Gampil", "Perizinan")
    page = html(client, f"{address('compare')}?entry={second.pk}&entry={first.pk}&entry=x&entry=99")
    assert page.index("Gampil") < page.index("Srikandi")
    assert client.get(address("compare")).status_code == 200


def test_similar_software_is_named(client):
    first = keep("Satu", "Antrean pasien puskesmas daring")
    second = keep("Dua", "Antrean pasien rumah sakit")
    keep("Tiga", "Penagihan retribusi pasar")
    answer = client.get(address("entry", first.pk))
    assert answer.context["detail"].similar[0].entry == second


def test_entry_is_entered_by_hand_and_from_text(client):
    sign_in(client, Role.INTEGRATOR)
    data = {"name": "Antrean", "kind": "software", "url": "git.example.org/antrean"}
    answer = client.post(address("entry-new"), data | {"function": "Antrean puskesmas"})
    entry = Entry.objects.get()
    assert answer.url == address("entry", entry.pk)
    assert entry.normalised_url == "https://git.example.org/antrean"
    text = publiccode_yml(url="https://git.example.org/antrean.git").decode()
    client.post(address("entry-new"), {"kind": "software", "publiccode_yml": text})
    assert Entry.objects.get().name == "e-Office"
    client.post(address("entry-edit", entry.pk), {"publiccode_yml": text, "source": "Siaran pers"})
    assert Entry.objects.get().source == "Siaran pers"


def test_nothing_to_go_by_is_told_on_the_form(client):
    sign_in(client)
    answer = client.post(address("entry-new"), {"kind": "software"})
    assert "name" in answer.context["form"].errors
    answer = client.post(address("entry-new"), {"kind": "software", "publiccode_yml": "- 1"})
    assert answer.context["findings"] and not Entry.objects.exists()


@pytest.mark.parametrize("role", [None, Role.AGENCY, Role.AUDITOR])
def test_only_cio_and_integrator_write_entries(client, role):
    entry = keep()
    if role:
        sign_in(client, role)
    pages = [address("entry-new"), address("entry-edit", entry.pk)]
    posts = [address("entry-activate", entry.pk), address("entry-merge", entry.pk, entry.pk)]
    wanted = 403 if role else 302
    assert {client.get(page).status_code for page in pages} == {wanted}
    assert {client.post(page).status_code for page in posts} == {wanted}


def test_entry_is_hidden_and_shown_again(client):
    entry = keep()
    sign_in(client)
    client.post(address("entry-activate", entry.pk), {"active": "no"})
    client.logout()
    assert client.get(address("entry", entry.pk)).status_code == 404
    assert "Srikandi" not in html(client, SEARCH)
    sign_in(client)
    client.post(address("entry-activate", entry.pk), {"active": "yes"})
    assert Entry.objects.get().is_active


def test_duplicates_become_one_with_all_that_is_about_them(client):
    kept, other = (
        keep(),
        keep_entry(publiccode_yml("Srikandi", "https://lain.example/srikandi"), by=None).entry,
    )
    offer = make_offer(entry=other)
    sign_in(client)
    assert "lain.example" not in html(client, address("entry", kept.pk))
    page = html(client, address("entry", kept.pk))
    assert address("entry-merge", kept.pk, other.pk) in page
    client.post(address("entry-merge", kept.pk, other.pk))
    offer.refresh_from_db()
    entry = Entry.objects.get()
    assert offer.entry == entry == kept
    assert entry.aliases == ["https://lain.example/srikandi"]
    assert html(client, SEARCH, text="srikandi").count('class="entry-card"') == 1
    assert AuditEntry.objects.filter(action="merge-entries").exists()


def test_software_known_is_offered_from_its_page(client):
    entry = keep()
    sign_in(client)
    page = html(client, f"{address('offer-new')}?entry={entry.pk}")
    assert f'value="{entry.pk}" selected' in page and "Srikandi" in page


def test_front_page_leads_to_the_catalogue(client):
    make_region()
    page = html(client, "/")
    assert f'action="{SEARCH}"' in page and f'href="{SEARCH}"' in page


def test_catalogue_costs_the_same_queries_however_many_there_are(
    client, django_assert_max_num_queries
):
    for number in range(12):
        make_offer(entry=keep(f"Surat {number}"))
    html(client, SEARCH, text="surat")
    with django_assert_max_num_queries(9):
        html(client, SEARCH, text="surat")
