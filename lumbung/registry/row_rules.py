"""What a table's own rules say against one row before it is stored: ranges, lengths, orders of
days. That keys are unique and references exist is what whoever found them has seen to.
"""

from collections.abc import Iterator, Mapping

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, Model

from lumbung.kit.errors import Finding


def rule_findings(instance: Model, *, line: int, columns: Mapping[str, int]) -> list[Finding]:
    """One finding for each broken rule, at the column of its field."""
    return [
        finding for error in _broken_rules(instance) for finding in _findings(error, line, columns)
    ]


def _broken_rules(instance: Model) -> Iterator[ValidationError]:
    references = {field.name for field in instance._meta.fields if field.is_relation}
    no_identifier = {"slug"} if getattr(instance, "slug", None) == "" else set()
    try:
        instance.clean_fields(exclude=references | no_identifier)
    except ValidationError as error:
        yield error
        return
    for constraint in instance._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            try:
                constraint.validate(type(instance), instance)
            except ValidationError as error:
                yield ValidationError({NON_FIELD_ERRORS: error.messages})


def _findings(error: ValidationError, line: int, columns: Mapping[str, int]) -> list[Finding]:
    return [
        Finding(
            key="" if name == NON_FIELD_ERRORS else name,
            message=text.replace("%", "%%"),
            line=line,
            column=columns.get(name, 0),
        )
        for name, texts in error.message_dict.items()
        for text in texts
    ]
