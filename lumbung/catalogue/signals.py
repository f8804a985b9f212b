"""Signals by which the catalogue tells the rooms above. Sent when the transaction is committed."""

from django.dispatch import Signal

# Something new is in our feed; others may be told.
feed_changed = Signal()

# The offering region agreed to an adoption of ours. `adoption_pk`; `by`: a user or None.
adoption_agreed = Signal()

# Sent with `webhook_id` where messages of that subscription wait to be sent.
webhooks_waiting = Signal()
