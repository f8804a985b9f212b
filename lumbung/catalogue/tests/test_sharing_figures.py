"""Figures of sharing: each from its records, by rule and as a page."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from lumbung.catalogue.charts.reuse import draw_reuse, draw_way_times
from lumbung.catalogue.domain.agreements.adoption_figures import (
    AdoptionFact,
    UseState,
    adoption_figures,
)
from lumbung.catalogue.models import Adoption
from lumbung.catalogue.tests.factories import make_offer
from lumbung.catalogue.tests.sharing_factories import make_adoption
from lumbung.core.models import Role
from lumbung.registry.tests.factories import make_region, make_user

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 1)


def fact(pk, entry=1, region="A", status="in-use", **fields):
    defaults = {
        "entry_name": f"Aplikasi {entry}",
        "agency": "",
        "is_confirmed": True,
        "steps": (),
        "requested_on": DAY,
        "in_use_since": date(2027, 1, 11) if status == "in-use" else None,
        "saved_idr": None,
    }
    return AdoptionFact(pk=pk, entry=entry, region=region, status=status, **(defaults | fields))


def test_regions_count_once_and_only_those_in_use():
    figures = adoption_figures(
        [
            fact(1, agency="x"),
            fact(2, agency="y", is_confirmed=False),
            fact(3, region="B"),
            fact(4, region="C", status="requested"),
            fact(5, region="D", status="stopped"),
        ]
    )
    (entry,) = figures.entries
    assert (entry.regions, entry.agencies) == (2, 3)
    assert (entry.confirmed, entry.unconfirmed, entry.under_way) == (2, 1, 1)
    assert entry.count(UseState.ENDED) == 1


def test_median_of_what_was_requested_and_used():
    figures = adoption_figures(
        [
            fact(1),
            fact(2, in_use_since=date(2027, 1, 31)),
            fact(3, is_evidence=True, in_use_since=date(2029, 1, 1)),
            fact(4, status="agreed"),
        ]
    )
    assert figures.to_use.days == ((1, 10), (2, 30))
    assert figures.to_use.median_days == 20


def test_parts_of_the_way_from_first_days():
    steps = (
        ("requested", DAY),
        ("agreed", date(2027, 1, 6)),
        ("installing", date(2027, 1, 8)),
        ("stopped", date(2027, 2, 1)),
        ("installing", date(2027, 3, 1)),
    )
    figures = adoption_figures([fact(1, steps=steps, status="installing")])
    assert [span.median_days for span in figures.spans] == [5, 2, None]


def test_savings_are_summed_and_unknown_where_nobody_told():
    assert adoption_figures([fact(1)]).saved_idr is None
    told = adoption_figures([fact(1, saved_idr=5), fact(2, entry=2, saved_idr=-2), fact(3)])
    assert told.saved_idr == 3


FACTS = st.lists(
    st.builds(
        lambda entry, region, status, confirmed: (entry, region, status, confirmed),
        st.integers(1, 3),
        st.sampled_from("AB"),
        st.sampled_from([status.value for status in Adoption.Status]),
        st.booleans(),
    ),
    max_size=12,
)


@given(FACTS)
def test_every_record_is_in_one_state_of_one_entry(rows):
    figures = adoption_figures(
        fact(pk, entry, region, status, is_confirmed=confirmed)
        for pk, (entry, region, status, confirmed) in enumerate(rows)
    )
    counted = sum(entry.count(state) for entry in figures.entries for state in UseState)
    assert counted == len(rows) == len(figures.facts)
    for bar in draw_reuse(figures):
        assert sum(float(part.width.rstrip("%")) for part in bar.parts) <= 100.01
    assert all(float(each.x.rstrip("%")) <= 100 for each in draw_way_times(figures.spans))


def test_page_leads_to_its_records(client):
    client.force_login(make_user(Role.AUDITOR))
    used = make_adoption(status="in-use", in_use_since="2020-01-01", saved_idr=7_000_000)
    make_adoption()
    page = client.get(reverse("catalogue:sharing-figures")).content.decode()
    assert used.entry.name in page and "<svg" in page
    rows = reverse("catalogue:sharing-rows")
    for chosen in ({"state": "unconfirmed"}, {"told": "saving"}, {"entry": used.entry_id}):
        found = client.get(rows, chosen).context["page"]
        assert [row.pk for row in found] == [used.pk]


def test_agencies_see_no_figures_of_others(client):
    client.force_login(make_user(Role.AGENCY))
    for name in ("sharing-figures", "sharing-rows", "known-adoptions", "known-adoption-new"):
        assert client.get(reverse(f"catalogue:{name}")).status_code == 403


def test_known_use_is_recorded_changed_and_deleted_by_form(client):
    client.force_login(make_user(Role.INTEGRATOR))
    region, entry = make_region("34.71", name="Kota Yogyakarta"), make_offer().entry
    sent = {"entry": entry.pk, "region": region.pk, "status": "in-use"}
    new = reverse("catalogue:known-adoption-new")
    assert client.post(new, sent).status_code == 200
    client.post(new, sent | {"source": "https://example.org/berita"})
    kept = Adoption.objects.get()
    assert kept.basis == "evidence"
    edit = reverse("catalogue:known-adoption-edit", args=[kept.pk])
    client.post(edit, sent | {"source": "Siaran pers", "in_use_since": "2025-01-02"})
    kept.refresh_from_db()
    assert (kept.source, kept.in_use_since) == ("Siaran pers", date(2025, 1, 2))
    assert "Siaran pers" in client.get(reverse("catalogue:known-adoptions")).content.decode()
    client.post(reverse("catalogue:known-adoption-delete", args=[kept.pk]))
    assert not Adoption.objects.exists()


def test_own_adoption_is_not_edited_as_evidence(client):
    client.force_login(make_user())
    own = make_adoption()
    assert client.get(reverse("catalogue:known-adoption-edit", args=[own.pk])).status_code == 404
