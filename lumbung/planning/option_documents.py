"""One option as scenario.yml tells it, and back: what the API speaks and the example is read
from."""

from typing import Any

from lumbung.kit.documents import read_document
from lumbung.kit.errors import Finding, gettext_noop
from lumbung.planning.domain.scenario_document import OptionDocument
from lumbung.planning.errors import OptionInvalid
from lumbung.planning.models import Need, Option
from lumbung.planning.queries.options import own_recipe
from lumbung.registry.queries import region

# The fields of an option entry that are no part of its recipe.
HEAD = frozenset(
    {"id", "name", "kind", "serves", "provider", "provider_name", "terms", "source", "example"}
)
UNKNOWN_NEED = gettext_noop("There is no need “%(id)s”.")
UNKNOWN_NEED_HINT = gettext_noop("Write the identifier as its own page shows it.")


def option_fields(document: OptionDocument) -> dict[str, Any]:
    """The entry as columns, without what it serves. Raises NotFoundError for an unknown region."""
    return {
        "slug": document.id,
        "name": document.name,
        "kind": document.kind.value,
        "provider": region(document.provider) if document.provider else None,
        "provider_name": document.provider_name,
        "terms": document.terms,
        "recipe": document.model_dump(mode="json", exclude_defaults=True, exclude=set(HEAD)),
        "source": document.source,
        "example": document.example,
    }


def option_services(document: OptionDocument) -> list[tuple[Need, int]]:
    """What the entry serves. Raises OptionInvalid naming every need that does not exist."""
    known = {need.slug: need for need in Need.objects.all()}
    findings = [
        Finding(
            f"serves.{index}.need",
            UNKNOWN_NEED,
            UNKNOWN_NEED_HINT,
            facts=(("id", service.need),),
        )
        for index, service in enumerate(document.serves)
        if service.need not in known
    ]
    if findings:
        raise OptionInvalid(findings)
    return [(known[service.need], service.fit_percent) for service in document.serves]


def read_option(text: str) -> tuple[dict[str, Any], list[tuple[Need, int]]]:
    """An entry that came by itself, as JSON or YAML. Raises DocumentInvalid with all findings of
    its shape, OptionInvalid with those about needs."""
    document = read_document(text, OptionDocument, file="option")
    return option_fields(document), option_services(document)


def option_as_document(option: Option, *, agency_id: int | None = None) -> dict[str, Any]:
    """With `agency_id`, only what the option serves of that agency."""
    return {
        "id": option.slug,
        "name": option.name,
        "kind": option.kind,
        "provider": option.provider_id or "",
        "provider_name": option.provider_name,
        "terms": option.terms,
        "source": option.source,
        "example": option.example,
        "serves": [
            {"need": service.need.slug, "fit_percent": service.fit_percent}
            for service in option.services.all()
            if agency_id is None or service.need.agency_id == agency_id
        ],
        **(option.recipe if agency_id is None else own_recipe(option.recipe)),
    }
