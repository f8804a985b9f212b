"""A draft PKS: what it still asks, and the draft as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from lumbung.catalogue.domain.agreements.pks_parts import Draft, Gap
from lumbung.catalogue.files.pks_docx import pks_docx
from lumbung.catalogue.queries import agreements as reads
from lumbung.catalogue.queries.drafts import draft_of
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {"docx": WORD, "pdf": "application/pdf"}


@access(Right.SEE_AGREEMENTS)
def agreement_draft(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    agreement = reads.agreement(pk)
    draft = draft_of(agreement)
    context = {
        "agreement": agreement,
        "draft": draft,
        "gaps": [(gap.place, question(gap)) for gap in draft.gaps],
    }
    return render(request, "catalogue/agreement_draft.html", context)


@access(Right.SEE_AGREEMENTS)
def agreement_draft_file(request: HtmxHttpRequest, pk: int, kind: str) -> HttpResponse:
    """The draft is Indonesian, and so are the questions at its end."""
    if kind not in MEDIA_TYPES:
        raise Http404
    draft = draft_of(reads.agreement(pk))
    with translation.override("id"):
        content = _write(draft, kind)
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="draf-pks-{pk}.{kind}"'
    return response


def _write(draft: Draft, kind: str) -> bytes:
    if kind == "docx":
        return pks_docx(draft, questions_of(draft))
    # Here and not above: every page of ours should not carry the typesetter in memory.
    from lumbung.catalogue.files.pks_pdf import pks_pdf

    return pks_pdf(draft, questions_of(draft))


def questions_of(draft: Draft) -> list[str]:
    return [f"{gap.place}: {question(gap)}" for gap in draft.gaps]


def question(gap: Gap) -> str:
    text = _(gap.question)
    return f"{text} ({gap.about})" if gap.about else text
