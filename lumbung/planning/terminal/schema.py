"""`lumbung schema scenario|offer`: the JSON Schema of a file format, from the code that reads it.

The committed copies in docs/formats are what this prints (`make docs`).
"""

import argparse
import json
from typing import Any

from lumbung.catalogue.domain.offers.offer_document import OfferDocument
from lumbung.catalogue.domain.recipes.recipe import Document
from lumbung.planning.domain.scenario_document import ScenarioDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMATS: dict[str, type[Document]] = {"scenario": ScenarioDocument, "offer": OfferDocument}


def schema_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lumbung schema", allow_abbrev=False)
    parser.add_argument("format", choices=sorted(FORMATS))
    print(schema_text(parser.parse_args(argv).format))
    return 0


def schema_text(name: str) -> str:
    schema: dict[str, Any] = {"$schema": DIALECT, **FORMATS[name].model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2)
