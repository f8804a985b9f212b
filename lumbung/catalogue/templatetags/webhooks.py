"""What went wrong with a message, in the reader's language."""

from django import template

from lumbung.catalogue.kept_errors import error_words

register = template.Library()
register.filter("kept_error", error_words)
