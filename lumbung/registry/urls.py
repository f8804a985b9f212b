"""Addresses of the registry room: the same set for every kind of row, without the writing ones for
those that are only read."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.urls import URLPattern, path

from lumbung.core.access import Right, access
from lumbung.registry.views import editing, importing, listing
from lumbung.registry.views.register import PAGES, Page

app_name = "registry"


def addresses(page: Page) -> Iterator[URLPattern]:
    slug = page.entity.slug
    key = "str" if slug == "regions" else "int"

    def at(
        rest: str, right: Right, view: Callable[..., Any], step: str, **options: Any
    ) -> URLPattern:
        name = f"{slug}-{step}" if step else slug
        guarded = access(right)(partial(view, page=page, **options))
        return path(f"{slug}/{rest}", guarded, name=name)

    see, edit = page.entity.see, page.entity.edit
    yield at("", see, listing.row_list, "")
    yield at("export.csv", see, listing.row_export, "export-csv", form="csv")
    yield at("export.xlsx", see, listing.row_export, "export-xlsx", form="xlsx")
    if edit is not None:
        yield at("new/", edit, editing.row_create, "create")
        yield at("import/", edit, importing.upload, "import")
        yield at("import/<uuid:upload_id>/columns/", edit, importing.columns, "columns")
        yield at("import/<uuid:upload_id>/preview/", edit, importing.preview, "preview")
        yield at("import/<uuid:upload_id>/findings.csv", edit, importing.findings, "findings")
        yield at("<int:pk>/edit/", edit, editing.row_edit, "edit")
        yield at("<int:pk>/delete/", edit, editing.row_delete, "delete")
    yield at(f"<{key}:pk>/", see, editing.row_detail, "detail")


urlpatterns: list[URLPattern] = [
    path("", listing.index, name="index"),
    *(pattern for page in PAGES for pattern in addresses(page)),
]
