"""The page behind an invitation's link: what to do with it. The code after the # is never sent."""

from django.http import HttpResponse
from django.shortcuts import render

from lumbung.catalogue.domain.fingerprint import fingerprint
from lumbung.catalogue.federation.own_node import own_name, own_public_key
from lumbung.core.access import Right, access
from lumbung.kit.htmx import HtmxHttpRequest


@access(Right.SEE_PUBLIC)
def invitation_page(request: HtmxHttpRequest) -> HttpResponse:
    context = {"name": own_name(), "fingerprint": fingerprint(own_public_key())}
    return render(request, "catalogue/invitation.html", context)
