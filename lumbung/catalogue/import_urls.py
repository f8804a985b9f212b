"""Addresses of adding to the catalogue: imports, sources, and the pictures they bring."""

from django.urls import path

from lumbung.catalogue.views import imports, pictures, sources

urlpatterns = [
    path("add/", imports.entry_add, name="entry-add"),
    path("imports/<int:pk>/", imports.import_detail, name="import"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import-progress"),
    path("sources/", sources.source_list, name="sources"),
    path("sources/new/", sources.source_new, name="source-new"),
    path("sources/<int:pk>/", sources.source_detail, name="source"),
    path("sources/<int:pk>/edit/", sources.source_edit, name="source-edit"),
    path("sources/<int:pk>/read/", sources.source_read, name="source-read"),
    path("sources/<int:pk>/pause/", sources.source_pause, name="source-pause"),
    path("sources/<int:pk>/resume/", sources.source_resume, name="source-resume"),
    path("sources/<int:pk>/delete/", sources.source_delete, name="source-delete"),
    path("pictures/<int:pk>/<slug:digest>.webp", pictures.entry_picture, name="entry-picture"),
]
