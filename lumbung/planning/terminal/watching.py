"""The progress bar, and Ctrl-C as a request: once asks for the best so far, twice insists."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lumbung.kit.errors import gettext_noop
from lumbung.planning.terminal.screen import Screen

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Watcher:
    """A context in which work may run long.

    On a terminal a bar moves; elsewhere each new stage is a line.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._former: dict[signal.Signals, Any] = {}
        self._stage = ""
        self.is_stopped = False
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[best]}", markup=False),
            TimeElapsedColumn(),
            console=screen.aside,
            transient=True,
            disable=not screen.aside.is_terminal,
        )
        self._task = self._progress.add_task("", total=1.0, best="")

    def __enter__(self) -> "Watcher":
        if threading.current_thread() is threading.main_thread():
            self._former = {each: signal.signal(each, self._ask_to_stop) for each in SIGNALS}
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()
        for each, former in self._former.items():
            signal.signal(each, former)

    def should_stop(self) -> bool:
        return self.is_stopped

    def show(self, stage: str, fraction: float, best: str) -> None:
        """`stage` and `best` are in the reader's language."""
        if stage != self._stage and not self._screen.aside.is_terminal:
            self._screen.aside.print(f"{stage}…", soft_wrap=True)
        self._stage = stage
        self._progress.update(self._task, description=stage, completed=fraction, best=best)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self.is_stopped:
            raise KeyboardInterrupt
        self.is_stopped = True
        if self._screen.aside.is_terminal:
            asked = gettext_noop("Stopping; the best plan so far follows. Ctrl-C again insists.")
            self.show(self._screen.language.gettext(asked), 1.0, "")
