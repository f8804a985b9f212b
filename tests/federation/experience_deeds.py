"""What the tests let a node do about experience, inside its own process."""

from typing import Any
from uuid import UUID

from lumbung.catalogue.actions import experiences as actions
from lumbung.catalogue.models import Entry, Experience, Offer
from lumbung.catalogue.queries.experiences import open_questions, use_reports
from lumbung.core.models import Role, User


def ask(offer_id: str, title: str) -> str:
    fields = {"title": title, "text": title}
    return str(actions.ask_question(_entry(offer_id), fields, by=None).public_id)


def answer(question_id: str, text: str) -> str:
    return str(actions.answer_question(_one(question_id), {"text": text}, by=None).public_id)


def report(offer_id: str, days: float) -> str:
    fields = {"text": "Dipakai", "effort": {"effort_days": {"pengembang": days}}}
    return str(actions.report_use(_entry(offer_id), fields, by=None).public_id)


def hide(experience_id: str, reason: str) -> None:
    actions.hide_experience(_one(experience_id), reason, by=None)


def rewrite(experience_id: str, text: str) -> None:
    actions.change_experience(_one(experience_id), {"text": text}, by=None)


def said() -> dict[str, dict[str, Any]]:
    """Everything told here: by id, whose it is, its text and state."""
    return {
        str(row.public_id): {"region": row.region_id, "text": row.text, "state": row.state}
        for row in Experience.objects.all()
    }


def questions_to_us() -> list[str]:
    cio = User(role=Role.CIO, is_active=True)
    return [str(row.public_id) for row in open_questions(cio)]


def reported_days(offer_id: str) -> list[float]:
    return [each.effort_days["pengembang"] for each in use_reports(_entry(offer_id).pk)]


def _entry(offer_id: str) -> Entry:
    return Offer.objects.select_related("entry").get(public_id=UUID(offer_id)).entry


def _one(experience_id: str) -> Experience:
    return Experience.objects.get(public_id=UUID(experience_id))
