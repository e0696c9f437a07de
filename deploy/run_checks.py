"""Run every check, one line each, and say at the end which failed.

python -m deploy.run_checks [names]. With names, only those: `make check ARGS="ruff layers"`.
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from deploy.checks.layers import is_domain
from deploy.checks.sources import python_files
from tenants.embedded import PROJECT, EmbeddedError, database_url

BIN = Path(sys.executable).parent
HOUSE = ("layers", "sizes", "marks", "direction", "pages", "words", "translations")
TEMPLATE_ROOTS = ("branding", "shared_apps", "tenant_apps", "tenants")
SHOWN_LINES = 40

Step = Callable[[], list[str]]


def main(names: list[str]) -> int:
    steps = {name: step for name, step in _steps().items() if not names or name in names}
    unknown = set(names) - set(steps)
    if unknown:
        print(f"check: there is no {', '.join(sorted(unknown))}; there are {', '.join(_steps())}")
        return 2
    failed = [name for name, step in steps.items() if not _passes(name, step)]
    print(f"{len(steps) - len(failed)} checks passed, {len(failed)} failed" + _list(failed))
    return 1 if failed else 0


def _steps() -> dict[str, Step]:
    production = {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "TOKEN_MASTER_KEY": secrets.token_urlsafe(64),
        "PLATFORM_DOMAIN": "edupro.example",
    }
    migrations = ("manage.py", "makemigrations", "--check", "--dry-run")
    return {
        "ruff": lambda: _tool("ruff", "check", "--output-format=concise", "."),
        "format": lambda: _tool("ruff", "format", "--check", "--output-format=concise", "."),
        "imports": lambda: _tool("lint-imports", "--no-cache"),
        "templates": lambda: _tool("djlint", "--lint", "--quiet", *TEMPLATE_ROOTS),
        **{name: _house(name) for name in HOUSE},
        "migrations": lambda: _django(
            *migrations, settings={"DJANGO_SETTINGS_MODULE": "config.settings.test"}
        ),
        "deploy": lambda: _django(
            "manage.py", "check", "--deploy", "--fail-level", "WARNING", settings=production
        ),
        "types": _types,
    }


def _passes(name: str, step: Step) -> bool:
    started = time.monotonic()
    found = step()
    print(f"{'FAIL' if found else 'ok':4}  {name:13} {time.monotonic() - started:5.1f} s", flush=True)
    for line in found[:SHOWN_LINES]:
        print(f"      {line}")
    if len(found) > SHOWN_LINES:
        print(f"      … and {len(found) - SHOWN_LINES} lines more")
    return not found


def _house(name: str) -> Step:
    def step() -> list[str]:
        problems: list[str] = import_module(f"deploy.checks.{name}").problems(project=PROJECT)
        return problems

    return step


def _tool(name: str, *arguments: str) -> list[str]:
    return _run([str(BIN / name), *arguments], {})


def _django(*arguments: str, settings: dict[str, str]) -> list[str]:
    try:
        return _run([sys.executable, *arguments], {"DATABASE_URL": database_url(purpose="test"), **settings})
    except EmbeddedError as error:
        return str(error).splitlines()


def _types() -> list[str]:
    """The domain is typed throughout; what speaks HTTP leans on libraries that are not."""
    domain = {path for path in python_files(project=PROJECT) if is_domain(path.relative_to(PROJECT))}
    ours = set(python_files(project=PROJECT, roots=("tenants/embedded", "deploy")))
    files = sorted(str(path) for path in domain | ours)
    arguments = ("-m", "mypy", "--follow-imports=silent", "--no-error-summary", *files)
    return _django(*arguments, settings={"DJANGO_SETTINGS_MODULE": "config.settings.test"})


def _run(command: list[str], environment: dict[str, str]) -> list[str]:
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return []
    return done.stdout.strip().splitlines() or [f"{command[0]} ended with {done.returncode}"]


def _list(names: list[str]) -> str:
    return f": {', '.join(names)}" if names else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
