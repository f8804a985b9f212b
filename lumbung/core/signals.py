"""Signals by which a lower room tells upwards."""

from django.dispatch import Signal

# Sent once before the worker takes its first job: rooms put back what a dead worker left half done.
worker_starting = Signal()
