"""Running the git command on repositories of others: with nothing of this machine's in it, to the
judged address alone, within limits of time, memory and disk, and never checking anything out.

Only fetching to a bare repository and reading single objects is done. Hooks, submodules, LFS,
filters, credentials, proxies, redirections and every other protocol are off; what is too much is
killed with all it started. Sources: git-config(1), gitprotocol-http(5), `SECURITY` in git(1).
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from lumbung.kit.destinations import Destination, FetchFailed, FetchRefused
from lumbung.kit.errors import gettext_noop

MIB = 1024 * 1024
WATCH_EVERY_S = 0.1
# Started in front of git, so that the limits hold from its first instruction, and so that git ends
# when we are killed (PR_SET_PDEATHSIG, where there is such a thing).
_LIMITED = (
    "import ctypes,os,resource,sys;memory,file=map(int,sys.argv[1:3]);"
    "sys.platform=='linux' and ctypes.CDLL(None).prctl(1,9);"
    "resource.setrlimit(resource.RLIMIT_AS,(memory,memory));"
    "resource.setrlimit(resource.RLIMIT_FSIZE,(file,file));"
    "resource.setrlimit(resource.RLIMIT_CORE,(0,0));"
    "os.execvp(sys.argv[3],sys.argv[3:])"
)
_ALWAYS = (
    "protocol.allow=never",
    "http.followRedirects=false",
    "http.proxy=",
    "http.emptyAuth=false",
    "http.maxRequests=1",
    "http.lowSpeedLimit=500",
    "http.lowSpeedTime=20",
    "credential.helper=",
    "core.askPass=",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "core.bigFileThreshold=2m",  # larger objects are streamed, not held in memory
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "fetch.writeCommitGraph=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "pack.threads=1",
    "uploadpack.packObjectsHook=",
)


@dataclass(frozen=True, slots=True)
class GitLimits:
    """Of one repository: all commands together may take `seconds`, all files together `disk`."""

    seconds: float = 120
    disk: int = 200 * MIB
    memory: int = 1024 * MIB
    output: int = 4 * MIB


class Workshop:
    """A folder for one repository of others, and the git that works in it. `alive` is called often
    while git runs; whatever it raises ends the work."""

    def __init__(
        self, folder: Path, limits: GitLimits, alive: Callable[[], None] = lambda: None
    ) -> None:
        self.folder = folder
        self.repository = folder / "repository.git"
        self._limits = limits
        self._alive = alive
        self._deadline = time.monotonic() + limits.seconds
        self._network: tuple[str, ...] = ()

    def open_network(self, destination: Destination) -> None:
        """Lets git speak with this one place, at the addresses that were judged."""
        place = destination.place
        found = ",".join(f"[{each}]" if ":" in each else each for each in destination.addresses)
        self._network = (
            f"protocol.{place.scheme}.allow=always",
            f"http.curloptResolve={place.host}:{place.port}:{found}",
            f"remote.origin.url={place}",
            "remote.origin.promisor=true",  # what was left out may be asked for by name later
            "remote.origin.partialCloneFilter=blob:none",
        )

    def git(self, *arguments: str, most_output: int | None = None) -> bytes:
        """What git wrote. Raises FetchFailed where it did not succeed, FetchRefused where it was
        stopped for taking too much."""
        output = self._run(self._command(arguments), most_output or self._limits.output)
        if output is None:
            raise FetchFailed(
                gettext_noop("The repository could not be read."),
                gettext_noop("Check that it is public, is not empty, and can be cloned by https."),
            )
        return output

    def _command(self, arguments: Sequence[str]) -> list[str]:
        settings = [part for each in (*_ALWAYS, *self._network) for part in ("-c", each)]
        limits = [str(self._limits.memory), str(self._limits.disk)]
        git = ["git", "--literal-pathspecs", "--no-replace-objects", *settings, *arguments]
        return [sys.executable, "-I", "-c", _LIMITED, *limits, *git]

    def _run(self, command: Sequence[str], most_output: int) -> bytes | None:
        environment = self._environment()
        if not shutil.which("git", path=environment.get("PATH")):
            raise _no_git()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                self._watch(process, output.fileno(), most_output)
            finally:
                _end(process)
            output.seek(0)
            return output.read(most_output) if process.returncode == 0 else None

    def _watch(self, process: "subprocess.Popen[bytes]", output: int, most_output: int) -> None:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(WATCH_EVERY_S)
            if os.fstat(output).st_size > most_output:
                raise FetchRefused(gettext_noop("The repository answers with too much."))
            if _size_of(self.folder) > self._limits.disk:
                raise FetchRefused(
                    gettext_noop("The repository is larger than %(most)s MiB."),
                    gettext_noop("Give the address of its publiccode.yml instead."),
                    most=self._limits.disk // MIB,
                )
            if process.returncode is not None:
                return
            if time.monotonic() > self._deadline:
                raise FetchFailed(
                    gettext_noop("The repository was not read within %(most)s seconds."),
                    most=f"{self._limits.seconds:g}",
                )
            self._alive()

    def _environment(self) -> dict[str, str]:
        """Nothing of ours but where commands and certificates are."""
        kept = ("PATH", "SSL_CERT_FILE", "SSL_CERT_DIR")
        ours = {name: os.environ[name] for name in kept if name in os.environ}
        if "SSL_CERT_FILE" in ours:
            ours["GIT_SSL_CAINFO"] = ours["SSL_CERT_FILE"]
        return ours | {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "false",
            "SSH_ASKPASS": "false",
            "GIT_ALLOW_PROTOCOL": "http:https",
            "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_DIR": str(self.repository),
            "GIT_CEILING_DIRECTORIES": str(self.folder),
        }


@contextlib.contextmanager
def workshop(
    parent: Path, limits: GitLimits | None = None, alive: Callable[[], None] = lambda: None
) -> Iterator[Workshop]:
    """A folder below `parent` that is gone at the end, whatever happens. A lock beside it tells
    that somebody works there; what a crash left goes when a worker starts (`remove_leftovers`)."""
    parent.mkdir(parents=True, exist_ok=True)
    folder = parent / uuid4().hex
    lock = folder.with_suffix(".lock")
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        folder.mkdir()
        try:
            yield Workshop(folder, limits or GitLimits(), alive)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)


def remove_leftovers(parent: Path) -> None:
    """Removes the folders in which nobody works any more."""
    for lock in parent.glob("*.lock"):
        with contextlib.suppress(OSError), lock.open("r+") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
            lock.unlink(missing_ok=True)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends git and whatever it started, by their common process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _size_of(folder: Path) -> int:
    """Bytes on disk; files that vanish meanwhile count nothing."""
    total = 0
    for parent, _folders, files in os.walk(folder):
        for file in files:
            with contextlib.suppress(OSError):
                total += os.lstat(Path(parent) / file).st_blocks * 512
    return total


def _no_git() -> FetchFailed:
    return FetchFailed(
        gettext_noop("The git command is not installed on this server."),
        gettext_noop("The operator installs git 2.37 or newer; until then upload publiccode.yml."),
    )
