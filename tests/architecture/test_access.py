"""Every page and API operation names the right it needs: forgetting one fails here, not live."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from lumbung.api import api
from lumbung.core.access import Right, is_trusted
from lumbung.open_catalog import open_catalog


def every_pattern(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


def test_every_page_declares_its_right() -> None:
    undeclared = [
        address
        for address, pattern in every_pattern(get_resolver())
        if getattr(pattern.callback, "required_right", None) is None
        and not is_trusted(pattern.callback)
    ]
    assert undeclared == []


def test_every_api_operation_declares_its_right() -> None:
    undeclared = [
        f"{','.join(operation.methods)} {prefix}{path}"
        for prefix, router in (*api._routers, *open_catalog._routers)
        for path, view in router.path_operations.items()
        for operation in view.operations
        if not isinstance(getattr(operation.view_func, "required_right", None), Right)
    ]
    assert undeclared == []
