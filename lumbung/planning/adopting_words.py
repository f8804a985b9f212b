"""What adopting an offer would take, in sentences that a head of office understands."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lumbung.kit.templatetags.amounts import days, rupiah_short
from lumbung.planning.domain.adopting_answer import Adopting, LackingMean, MeanKind
from lumbung.planning.domain.scenario import Scenario


def adopting_sentence(scenario: Scenario, adopting: Adopting, *, with_names: bool) -> str:
    """The one sentence. Without `with_names`, other agencies' needs and options are not named."""
    if adopting.is_planned:
        return _("It is in the plan already and goes live in the week of %(day)s.") % {
            "day": _week(scenario, adopting.live_week or 0)
        }
    if adopting.fits:
        return _fitting(scenario, adopting)
    if adopting.ideal_week is None:
        return _("It cannot be live inside the planning horizon, whatever means we add.")
    short = "; ".join(lacking(scenario, adopting, with_names=with_names))
    named = {"day": _week(scenario, adopting.ideal_week), "lacking": short}
    if not short:
        return (
            _(
                "Beside the plan it does not fit: no single mean is short, several together are."
                " With all the means it could be live in the week of %(day)s at the earliest."
            )
            % named
        )
    return (
        _(
            "Beside the plan it does not fit; in the way stands: %(lacking)s. Without that it could"
            " be live in the week of %(day)s at the earliest."
        )
        % named
    )


def _fitting(scenario: Scenario, adopting: Adopting) -> str:
    named = {
        "day": _week(scenario, adopting.live_week or 0),
        "days": days(adopting.needed_decidays),
        "money": rupiah_short(sum(pool.needed for pool in adopting.money)),
    }
    if adopting.is_server_bought:
        return (
            _(
                "If we begin now, it could be live in the week of %(day)s, with %(days)s days of"
                " work and %(money)s until the horizon ends, a server to be bought among them."
            )
            % named
        )
    return (
        _(
            "If we begin now, it could be live in the week of %(day)s, with %(days)s days of work"
            " and %(money)s until the horizon ends."
        )
        % named
    )


def lacking(scenario: Scenario, adopting: Adopting, *, with_names: bool) -> list[str]:
    return [_lacking(scenario, mean, with_names) for mean in adopting.lacking]


def _lacking(scenario: Scenario, mean: LackingMean, with_names: bool) -> str:
    if mean.kind == MeanKind.CONFLICT:
        if not with_names:
            return _("what the plan chooses excludes it")
        return _("the plan chooses %(option)s, which excludes it") % {
            "option": scenario.option[mean.id].name
        }
    if mean.kind == MeanKind.PREREQUISITE:
        if not with_names:
            return _("something that must come first")
        known = scenario.need.get(mean.id) or scenario.option.get(mean.id)
        return _("%(first)s must come first") % {"first": known.name if known else mean.id}
    if mean.kind == MeanKind.STAFF:
        role = scenario.role[mean.id].name
        if not any(person.role == mean.id for person in scenario.staff):
            return _("nobody works as %(role)s here") % {"role": role}
        return _("too few days of %(role)s") % {"role": role}
    if mean.kind == MeanKind.MONEY:
        return _("too little money under %(code)s") % {"code": mean.id}
    if mean.kind == MeanKind.SERVER:
        return _("no room on a server")
    return _("time")


def server_name(scenario: Scenario, adopting: Adopting) -> str:
    """The server it would run on, empty where none is needed or found."""
    if adopting.server is None:
        return ""
    kind, _hash, _piece = adopting.server.partition("#")
    names = {server.id: server.name for server in scenario.servers}
    names |= {purchase.id: purchase.name for purchase in scenario.purchases}
    return names.get(adopting.server) or names.get(kind, "")


def _week(scenario: Scenario, week: int) -> str:
    return date_format(scenario.calendar.monday(week), "j F Y")
