"""Needs: who states, weighs, sees and withdraws them."""

import pytest
from django.db import IntegrityError, transaction

from lumbung.core.models import AuditEntry, Role
from lumbung.kit.errors import NotFoundError, RefusedError
from lumbung.planning import actions, queries
from lumbung.planning.errors import NeedAlreadyAccepted
from lumbung.planning.models import Need
from lumbung.planning.tests.factories import make_need
from lumbung.registry.errors import RowInvalid
from lumbung.registry.tests.factories import make_agency, make_service, make_user

pytestmark = pytest.mark.django_db


def test_agency_states_a_need_of_its_own_without_weighing_it() -> None:
    officer = make_user(Role.AGENCY)
    service = make_service(officer.agency)
    fields = {"agency": officer.agency, "name": "Antrean daring", "service": service, "weight": 900}
    need = actions.state_need(fields, by=officer)
    assert (need.state, need.weight, need.stated_by) == (Need.State.STATED, 10, officer)
    assert AuditEntry.objects.get(action="create-need").user == officer


def test_equal_names_get_identifiers_of_their_own() -> None:
    officer = make_user(Role.AGENCY)
    fields = {"agency": officer.agency, "name": "Antrean daring"}
    first, second = (actions.state_need(fields, by=officer) for _ in range(2))
    assert second.slug == f"{first.slug}-2"


def test_agency_cannot_state_a_need_of_another_and_the_refusal_is_logged() -> None:
    officer = make_user(Role.AGENCY)
    with pytest.raises(RefusedError):
        actions.state_need({"agency": make_agency(), "name": "Milik lain"}, by=officer)
    assert not Need.objects.exists()
    assert AuditEntry.objects.get(outcome=AuditEntry.Outcome.REFUSED).user == officer


def test_auditor_changes_nothing() -> None:
    with pytest.raises(RefusedError):
        actions.withdraw_need(make_need(), by=make_user(Role.AUDITOR))


def test_agency_changes_words_only_until_the_need_is_accepted() -> None:
    officer = make_user(Role.AGENCY)
    need = make_need(officer.agency, state=Need.State.STATED)
    actions.edit_need(need, {"name": "Baru", "weight": 999, "mandatory": True}, by=officer)
    need.refresh_from_db()
    assert (need.name, need.weight, need.mandatory) == ("Baru", 10, False)
    actions.accept_need(need, by=make_user(Role.INTEGRATOR), weight=20)
    with pytest.raises(NeedAlreadyAccepted):
        actions.edit_need(need, {"name": "Lagi"}, by=officer)


def test_integrator_weighs_and_accepts() -> None:
    need = make_need(state=Need.State.STATED)
    actions.accept_need(need, by=make_user(Role.INTEGRATOR), weight=77, mandatory=True)
    need.refresh_from_db()
    assert (need.state, need.weight, need.mandatory) == (Need.State.ACCEPTED, 77, True)


def test_agency_does_not_accept_its_own_need() -> None:
    officer = make_user(Role.AGENCY)
    with pytest.raises(RefusedError):
        actions.accept_need(make_need(officer.agency), by=officer)


def test_weight_out_of_range_is_a_finding_and_a_constraint() -> None:
    need = make_need()
    with pytest.raises(RowInvalid):
        actions.accept_need(need, by=make_user(Role.CIO), weight=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(weight=0)


def test_agency_withdraws_even_an_accepted_need() -> None:
    officer = make_user(Role.AGENCY)
    need = make_need(officer.agency)
    actions.withdraw_need(need, by=officer)
    assert Need.objects.get(pk=need.pk).state == Need.State.WITHDRAWN


def test_agency_sees_only_its_own_needs() -> None:
    officer = make_user(Role.AGENCY)
    own, other = make_need(officer.agency), make_need()
    assert list(queries.needs(officer)) == [own]
    assert set(queries.needs(make_user(Role.AUDITOR))) == {own, other}
    with pytest.raises(NotFoundError):
        queries.need(officer, other.pk)


def test_needs_are_found_by_words_agency_and_state() -> None:
    viewer = make_user(Role.CIO)
    need = make_need(name="Antrean kependudukan")
    make_need(name="Antrean puskesmas", state=Need.State.WITHDRAWN)
    assert list(queries.needs_matching(viewer, text="kependudukan antrean")) == [need]
    assert list(queries.needs_matching(viewer, agency=need.agency.slug)) == [need]
    assert list(queries.needs_matching(viewer, text="antrean", state="accepted")) == [need]
