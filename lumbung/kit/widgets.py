"""Form inputs that several rooms use."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's own day picker; values travel as YYYY-MM-DD."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
