"""One node as a process: `lumbung serve` in the main thread, and beside it a console that reads
deeds as lines of JSON from standard input and answers each with a line. Started by
tests.federation.nodes, with a database, a data folder and a port of its own."""

import json
import os
import sys
import threading
import traceback
from typing import Any, TextIO

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> None:
    port = sys.argv[1]
    answers = sys.stdout
    sys.stdout = sys.stderr  # whatever else is printed must not mix with the answers
    django.setup()
    threading.Thread(target=listen, args=(answers,), daemon=True).start()
    call_command("serve", port=int(port))


def listen(answers: TextIO) -> None:
    from tests.federation import deeds, experience_deeds

    for line in sys.stdin:
        asked = json.loads(line)
        answer: dict[str, Any]
        try:
            name = asked["deed"]
            deed = getattr(deeds, name, None) or getattr(experience_deeds, name)
            answer = {"result": deed(**asked["facts"])}
        except Exception as error:
            traceback.print_exc()
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer, default=str), file=answers, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
