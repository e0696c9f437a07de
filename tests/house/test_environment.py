"""The environment is made once, installed again only when the lock changed, and says what is missing."""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.ordinary import as_ordinary, ordinary_python

PROJECT = Path(__file__).resolve().parents[2]
EMPTY_LOCK = "# nothing\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "requirements").mkdir()
    for name in ("environment.py", "find_python.sh"):
        shutil.copy(PROJECT / "deploy" / name, tmp_path / "deploy" / name)
    for name in ("run.txt", "dev.txt"):
        (tmp_path / "requirements" / name).write_text(EMPTY_LOCK)
    return tmp_path


def prepare(checkout: Path, which: str = "run") -> tuple[int, list[str], str]:
    done = subprocess.run(
        [sys.executable, "deploy/environment.py", which],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.partition(" ready in ")[0] for line in done.stdout.splitlines()]
    return done.returncode, lines, done.stderr


def test_environment_is_made_once_and_for_both_locks(checkout: Path) -> None:
    version = sys.version.split()[0]

    assert prepare(checkout) == (
        0,
        [
            f"environment: making .venv with Python {version}",
            "environment: installing 0 packages from run.txt",
            "environment:",
        ],
        "",
    )
    assert prepare(checkout) == (0, [], "")
    assert prepare(checkout, "dev") == (0, [], "")
    (checkout / "requirements" / "run.txt").write_text("# changed\n")
    assert prepare(checkout) == (
        0,
        ["environment: installing 0 packages from run.txt", "environment:"],
        "",
    )


def test_environment_that_was_moved_here_is_made_anew(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to("/nowhere/python3.11")
    (checkout / ".venv" / "pyvenv.cfg").touch()

    code, lines, _ = prepare(checkout)

    assert (code, lines[0]) == (0, "environment: .venv does not work here, making it anew")


def test_folder_that_is_no_environment_is_not_deleted(checkout: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "letter.txt").write_text("mine")

    assert prepare(checkout) == (
        1,
        [],
        f"environment: {checkout}/.venv is there and is not a virtual environment; move it away.\n",
    )
    assert (checkout / ".venv" / "letter.txt").read_text() == "mine"


def test_checkout_of_somebody_else_is_named(project: Path) -> None:
    shutil.copytree(PROJECT / "deploy", project / "deploy")
    (project / ".edupro").mkdir(mode=0o500)
    done = subprocess.run(
        [ordinary_python(), "deploy/environment.py", "run"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        **as_ordinary(),
    )

    assert (done.returncode, done.stderr) == (
        1,
        f"environment: {project}/.edupro cannot be written by this user. "
        "Run as the owner of this checkout, or make a clone of your own.\n",
    )


@pytest.fixture
def wheel(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package of our own as pip's only source; its hash."""
    folder = checkout / "wheels"
    folder.mkdir()
    path = folder / "greeting-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("greeting.py", "WORD = 'hello'\n")
        archive.writestr(
            "greeting-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n"
        )
        archive.writestr("greeting-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("greeting-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_package_is_installed_from_where_pip_is_told_to_look(checkout: Path, wheel: str) -> None:
    (checkout / "requirements" / "run.txt").write_text(f"greeting==1.0 \\\n    --hash=sha256:{wheel}\n")

    assert prepare(checkout)[1:] == (
        [
            f"environment: making .venv with Python {sys.version.split()[0]}",
            "environment: installing 1 packages from run.txt",
            "environment:",
        ],
        "",
    )
    word = [checkout / ".venv/bin/python", "-c", "import greeting; print(greeting.WORD)"]
    assert subprocess.run(word, capture_output=True, text=True, check=True).stdout == "hello\n"


@pytest.mark.parametrize("line", ["greeting==1.0", f"greeting==1.0 --hash=sha256:{'0' * 64}"])
def test_package_without_its_right_hash_is_refused_every_time(checkout: Path, wheel: str, line: str) -> None:
    (checkout / "requirements" / "run.txt").write_text(f"{line}\n")

    for _ in range(2):
        code, _, error = prepare(checkout)
        assert code == 1
        assert error.startswith("environment: pip failed:\n")
        assert wheel in error


def find_python(checkout: Path, path: Path, **environ: str) -> tuple[int, str, str]:
    done = subprocess.run(
        ["/bin/sh", "deploy/find_python.sh"],
        cwd=checkout,
        env={"PATH": str(path), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_python_that_only_pretends_is_passed_over(checkout: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder / "python3.11", "echo 'command not found' >&2; exit 127")
    program(folder / "python3", f'exec "{sys.executable}" "$@"')

    assert find_python(checkout, folder) == (0, "python3\n", "")
    assert find_python(checkout, folder, PYTHON=sys.executable) == (0, f"{sys.executable}\n", "")


def test_machine_without_a_new_enough_python_is_told_so(checkout: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder / "python3", "exit 1")

    assert find_python(checkout, folder) == (
        1,
        "",
        "No Python 3.11 or newer was found. Install it, or name it: make demo PYTHON=/path/to/python3.11\n",
    )
