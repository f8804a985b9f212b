"""Lumbung: a regional government's IT as one work plan."""

__version__ = "0.1.0"
