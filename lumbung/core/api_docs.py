"""The API's documentation as a plain page, made from its OpenAPI document: no script, so that the
strict Content-Security-Policy holds and the page works everywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

JsonSchema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter of an operation or a field of its body."""

    name: str
    place: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    tag: str
    method: str
    path: str
    summary: str
    description: str
    values: tuple[Value, ...]


class PlainDocs(DocsBase):
    """Reads the document once a process: it does not change while one runs. `takes_sessions` says
    whether the browser's session may be used instead of a token."""

    def __init__(self, *, takes_sessions: bool = True) -> None:
        self.takes_sessions = takes_sessions

    groups: list[tuple[str, list[Operation]]] | None = None

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        if self.groups is None:
            self.groups = _grouped(api.get_openapi_schema(path_params=kwargs))
        context = {
            "api": api,
            "takes_sessions": self.takes_sessions,
            "groups": self.groups,
            "document_url": self.get_openapi_url(api, kwargs),
        }
        return render(request, "core/api_docs.html", context)


def _grouped(document: JsonSchema) -> list[tuple[str, list[Operation]]]:
    groups: dict[str, list[Operation]] = {}
    for operation in operations(document):
        groups.setdefault(operation.tag, []).append(operation)
    return sorted(groups.items())


def operations(document: JsonSchema) -> Iterator[Operation]:
    """Every operation of an OpenAPI 3 document, in its order."""
    schemas = document.get("components", {}).get("schemas", {})
    for path, methods in document["paths"].items():
        for method, found in methods.items():
            yield Operation(
                tag=next(iter(found.get("tags", ())), ""),
                method=method.upper(),
                path=path,
                summary=found.get("summary", ""),
                description=found.get("description", ""),
                values=(*_parameters(found), *_body(found, schemas)),
            )


def _parameters(operation: JsonSchema) -> Iterator[Value]:
    for found in operation.get("parameters", ()):
        yield Value(
            name=found["name"],
            place=found["in"],
            kind=_kind(found["schema"]),
            required=found.get("required", False),
            description=found["schema"].get("description", ""),
        )


def _body(operation: JsonSchema, schemas: JsonSchema) -> Iterator[Value]:
    for content_type, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        schema = schemas.get(_name(schema), schema)
        for name, field in schema.get("properties", {}).items():
            yield Value(
                name=name,
                place=content_type,
                kind=_kind(field),
                required=name in schema.get("required", ()),
                description=field.get("description", ""),
            )


def _kind(schema: JsonSchema) -> str:
    """A short word for a JSON Schema: `integer`, `date or null`, `list of Effort`."""
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "$ref" in schema:
        return _name(schema)
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type", "any"))


def _name(schema: JsonSchema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
