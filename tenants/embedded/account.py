"""In whose name the server runs.

PostgreSQL refuses to run as root. Started by root, the children take the name of an account
that exists already; accounts are never created and other people's folders never changed.
"""

import os
import pwd
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenants.embedded.errors import EmbeddedError

PREFERRED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A system account by its numbers; `switch` says whether children must change to it."""

    uid: int
    gid: int
    switch: bool

    def run(
        self, *command: str | Path, text_in: str | None = None, extra_env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program in this account's name with an environment of our own, and wait for it."""
        as_other = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        return subprocess.run(
            [str(part) for part in command],
            input=text_in,
            stdin=subprocess.DEVNULL if text_in is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **(extra_env or {})},
            check=False,
            **as_other,  # type: ignore[call-overload]  # the three names exist on POSIX only
        )

    def can(self, *command: str | Path) -> bool:
        """Whether this account can start the program at all and it succeeds."""
        try:
            return self.run(*command).returncode == 0
        except OSError:
            return False

    def can_enter(self, folder: Path) -> bool:
        """Whether this account can pass through a folder and read it."""
        return self.can("test", "-r", folder, "-a", "-x", folder)

    def own(self, path: Path) -> None:
        """Make a file or folder of ours this account's."""
        if self.switch:
            os.chown(path, self.uid, self.gid)


def account_for(*, owner_of: Path | None = None) -> Account:
    """The account for the server: our own, or for root the owner of an existing cluster, else a spare one."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid(), switch=False)
    entry = _owner(owner_of) or _preferred()
    account = Account(uid=entry.pw_uid, gid=entry.pw_gid, switch=True)
    _require_switching(account, entry.pw_name)
    return account


def _owner(folder: Path | None) -> pwd.struct_passwd | None:
    try:
        uid = folder.stat().st_uid if folder else 0
        return pwd.getpwuid(uid) if uid else None
    except (OSError, KeyError):
        return None


def _preferred() -> pwd.struct_passwd:
    for name in PREFERRED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedError(
        f"PostgreSQL does not run as root, and this machine has none of the accounts {', '.join(PREFERRED)}. "
        "Run the command as an ordinary user, or set DATABASE_URL."
    )


def _require_switching(account: Account, name: str) -> None:
    try:
        account.run("true")
    except (OSError, subprocess.SubprocessError) as error:
        raise EmbeddedError(
            f"PostgreSQL does not run as root, and this root may not start programs as {name} ({error}). "
            "Run the command as an ordinary user, or set DATABASE_URL."
        ) from error
