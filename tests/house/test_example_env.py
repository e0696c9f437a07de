"""deploy/example.env names every setting that the code reads from the environment, and no other."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
READ = re.compile(
    r"""(?:env\.\w+|env|environ\.get|environ\.Env\(\)\.\w+|getenv)\(\s*["']([A-Z][A-Z0-9_]+)["']"""
)
INDEXED = re.compile(r"""environ\[["']([A-Z][A-Z0-9_]+)["']\]""")
KEPT = re.compile(r"""_kept_secret\(["']([A-Z_]+)["']\)""")
# Set by the tools themselves or by the machine, or from one of our processes to another.
NOT_OURS = {"CI", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "EDUPRO_ONE_PROCESS"}
NOT_OURS |= {"PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE"}
COMPOSE_ONLY = {"POSTGRES_PASSWORD", "ACME_EMAIL"}


def read_by_the_code() -> set[str]:
    names: set[str] = set()
    for root in ("config", "tenants", "shared_apps", "tenant_apps", "branding", "deploy"):
        for path in (PROJECT / root).rglob("*.py"):
            text = path.read_text()
            names |= {name for pattern in (READ, INDEXED, KEPT) for name in pattern.findall(text)}
    return names - NOT_OURS


def named_in_the_example() -> list[str]:
    lines = (PROJECT / "deploy" / "example.env").read_text().splitlines()
    return [match[1] for line in lines if (match := re.match(r"#?([A-Z][A-Z0-9_]+)=", line))]


def test_example_names_every_setting_once() -> None:
    named = named_in_the_example()

    assert sorted(named) == sorted(read_by_the_code() | COMPOSE_ONLY)
