"""Make, start and stop one cluster. Every step can be repeated after a crash in the middle of it."""

import fcntl
import json
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tenants.embedded import running
from tenants.embedded.errors import EmbeddedError, WrongVersion
from tenants.embedded.found import Programs, programs_for
from tenants.embedded.given import answers
from tenants.embedded.options import initdb_options, is_disposable, server_options
from tenants.embedded.place import Place

OWNER = "edupro"
DATABASE = "edupro"
START_SECONDS = 60
ATTEMPTS = 5
LOG_BYTES = 10_000_000
# A taken port, or children of a killed server that have not noticed yet.
PASSING = re.compile("Address already in use|could not bind|shared memory block|lock file")


@dataclass(frozen=True)
class Server:
    """One cluster: `place` says where, `choice` which programs, `say` is told what takes time."""

    place: Place
    choice: str
    say: Callable[[str], None]

    def url(self) -> str | None:
        """The address when the server runs and answers, else None."""
        port = running.port_of(data=self.place.data)
        if port is None or not answers(host="127.0.0.1", port=port):
            return None
        try:
            password = self.place.password_file.read_text()
        except OSError:
            return None
        return f"postgres://{OWNER}:{password}@127.0.0.1:{port}/{DATABASE}"

    def ensure(self) -> str:
        """Start the server unless it runs; any number of processes may ask at once. Raises EmbeddedError."""
        url = self.url()
        if url is not None and self._password_is_private():
            return url
        self.place.prepare()
        with self._locked():
            if not self._password_is_private():
                self._stop()
            url = self.url()
            return url if url is not None else self._start()

    def stop(self) -> bool:
        """Stop the server if it runs; whether it ran."""
        if not self.place.home.exists():
            return False
        with self._locked():
            return self._stop()

    def remove(self) -> None:
        """Stop the server and delete its data, and what was copied for it outside the project."""
        if self.place.home.exists():
            with self._locked():
                self._stop()
                shutil.rmtree(self.place.home)
        self.place.forget_if_unused()

    def _stop(self) -> bool:
        return running.stop(data=self.place.data)

    def _start(self) -> str:
        programs = self._programs()
        if not self.place.data.exists():
            self._make(programs)
        elif not self._password_is_private():
            self._renew_password(programs)
        running.forget_the_dead(data=self.place.data)
        try:
            self._run(programs)
        except EmbeddedError as error:
            self._throw_away("the data is damaged", instead_of=error)
            self._make(programs)
            self._run(programs)
        url = self.url()
        if url is None:
            raise EmbeddedError(f"PostgreSQL started but does not answer.\n{self._log_tail()}")
        return url

    def _programs(self) -> Programs:
        try:
            return programs_for(place=self.place, choice=self.choice)
        except WrongVersion as error:
            self._throw_away("the data is of another version", instead_of=error)
            return programs_for(place=self.place, choice=self.choice)

    def _throw_away(self, why: str, *, instead_of: EmbeddedError) -> None:
        """Delete data that nobody will miss; for a demonstration's the error is raised instead."""
        if not is_disposable(self.place.purpose):
            raise instead_of
        self.say(f"PostgreSQL: {why}, making it anew")
        shutil.rmtree(self.place.data)

    def _make(self, programs: Programs) -> None:
        self.say(f"PostgreSQL {programs.major}: making a {self.place.purpose} cluster in {self.place.home}")
        shutil.rmtree(self.place.unfinished, ignore_errors=True)
        self._write_password()
        self._must(
            programs.folder / "initdb",
            *initdb_options(
                purpose=self.place.purpose,
                major=programs.major,
                owner=OWNER,
                password_file=self.place.password_file,
            ),
            "-D",
            self.place.unfinished,
        )
        self._single(programs, self.place.unfinished, f"CREATE DATABASE {DATABASE};\n")
        self.place.unfinished.rename(self.place.data)

    def _renew_password(self, programs: Programs) -> None:
        self.say("PostgreSQL: the password file was missing or readable by others; a new password is set")
        running.forget_the_dead(data=self.place.data)
        password = self._write_password()
        self._single(programs, self.place.data, f"ALTER ROLE {OWNER} PASSWORD '{password}';\n")

    def _single(self, programs: Programs, data: Path, statement: str) -> None:
        self._must(programs.folder / "postgres", "--single", "-D", data, "postgres", text_in=statement)

    def _run(self, programs: Programs) -> None:
        if self.place.log_file.exists() and self.place.log_file.stat().st_size > LOG_BYTES:
            self.place.log_file.rename(self.place.log_file.with_suffix(".log.old"))
        known = self._known_port()
        for attempt in range(ATTEMPTS):
            port = running.free_port(preferred=known if attempt == 0 else None)
            if self._pg_ctl_start(programs, port):
                self._write(self.place.state_file, json.dumps({"port": port}))
                return
            if not PASSING.search(self._log_tail()):
                break
            time.sleep(attempt)
        raise EmbeddedError(f"PostgreSQL does not start in {self.place.home}.\n{self._log_tail()}")

    def _pg_ctl_start(self, programs: Programs, port: int) -> bool:
        options = " ".join(f"-c {one}" for one in server_options(purpose=self.place.purpose, port=port))
        files = ("-D", self.place.data, "-l", self.place.log_file)
        wait = ("-w", "-t", str(START_SECONDS))
        done = self.place.account.run(programs.folder / "pg_ctl", "start", *files, *wait, "-o", options)
        return done.returncode == 0

    def _known_port(self) -> int | None:
        try:
            return int(json.loads(self.place.state_file.read_text())["port"])
        except (OSError, ValueError, KeyError):
            return None

    def _write_password(self) -> str:
        password = secrets.token_urlsafe(24)
        self._write(self.place.password_file, password)
        return password

    def _write(self, path: Path, text: str) -> None:
        fresh = path.with_suffix(".fresh")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(text)
        self.place.account.own(fresh)
        fresh.rename(path)

    def _password_is_private(self) -> bool:
        path = self.place.password_file
        return path.exists() and path.stat().st_mode & 0o077 == 0

    def _must(self, *command: str | Path, text_in: str | None = None) -> None:
        done = self.place.account.run(*command, text_in=text_in)
        if done.returncode != 0:
            raise EmbeddedError(f"{Path(command[0]).name} failed:\n{done.stdout[-2000:]}")

    def _log_tail(self) -> str:
        try:
            return "".join(self.place.log_file.read_text(errors="replace").splitlines(keepends=True)[-15:])
        except OSError:
            return f"There is no log at {self.place.log_file}."

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.place.lock_file.touch(mode=0o644)
        with self.place.lock_file.open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
