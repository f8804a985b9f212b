"""Addresses of the hub: the country, a region, calls for offers, what we tell of ourselves; and of
entries that may be the same."""

from django.urls import path

from lumbung.catalogue.views import calls, double_entries, hub

hub_patterns = [
    path("entries/doubles/", double_entries.entry_doubles, name="entry-doubles"),
    path("hub/", hub.hub, name="hub"),
    path("hub/regions/<str:code>/", hub.hub_region, name="hub-region"),
    path("hub/ours/", hub.own_summary, name="own-summary"),
    path("hub/ours/choose/", hub.summary_choose, name="summary-choose"),
    path("hub/calls/", calls.call_list, name="calls"),
    path("hub/calls/<slug:function>/", calls.call_detail, name="call"),
    path("hub/calls/<slug:function>/interest/", calls.interest_state, name="interest-state"),
    path("hub/calls/<slug:function>/withdraw/", calls.interest_withdraw, name="interest-withdraw"),
]
