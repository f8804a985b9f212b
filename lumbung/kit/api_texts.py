"""Texts that an API operation takes: bounded, and without NUL, which PostgreSQL cannot keep."""

from typing import Annotated

from ninja import Query
from pydantic import Field

NO_NUL = r"^[^\x00]*$"
Text = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
LongText = Annotated[str, Field(max_length=100_000, pattern=NO_NUL)]
SearchText = Annotated[str, Query(max_length=200, pattern=NO_NUL)]
