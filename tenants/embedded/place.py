"""Where a cluster lives: inside the project, or beside it when the server's account cannot get there."""

import hashlib
import os
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from tenants.embedded.account import Account, account_for
from tenants.embedded.errors import EmbeddedError

ASIDE = Path("/var/tmp")  # noqa: S108  ownership is checked before use


@dataclass(frozen=True)
class Place:
    """The folders and files of one cluster, and the account that owns them."""

    root: Path
    purpose: str
    account: Account

    @property
    def home(self) -> Path:
        """The cluster's own folder: closed to everybody but the server's account."""
        return self.root / f"pg-{self.purpose}"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def unfinished(self) -> Path:
        """Where a new cluster is made; it becomes `data` in one step when it is complete."""
        return self.home / "data.new"

    @property
    def password_file(self) -> Path:
        return self.home / "password"

    @property
    def state_file(self) -> Path:
        return self.home / "state.json"

    @property
    def log_file(self) -> Path:
        return self.home / "server.log"

    @property
    def lock_file(self) -> Path:
        return self.root / f"pg-{self.purpose}.lock"

    def prepare(self) -> None:
        """Make the folders. Raises EmbeddedError when somebody else's folder is in the way."""
        _make_root(self.root)
        if not self.home.exists():
            self.home.mkdir(mode=0o700)
            self.account.own(self.home)

    def forget_if_unused(self) -> None:
        """Remove a folder beside the project when no cluster is left in it."""
        if self.root.parent == ASIDE and self.root.is_dir() and not any(self.root.glob("pg-*/")):
            shutil.rmtree(self.root)


def place_for(*, purpose: str, project: Path) -> Place:
    """Where this project's cluster is, or would be made. Creates nothing."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}", purpose):
        raise EmbeddedError(f"“{purpose}” is not a purpose: small letters, digits, - and _ only.")
    project = project.resolve()
    inside = project / ".edupro"
    account = account_for(owner_of=inside / f"pg-{purpose}")
    root = inside if _usable(project, inside, account) else _aside(project)
    if root != inside:
        account = account_for(owner_of=root / f"pg-{purpose}")
    return Place(root=root, purpose=purpose, account=account)


def _usable(project: Path, inside: Path, account: Account) -> bool:
    target = inside if inside.exists() else project
    if not os.access(target, os.W_OK | os.X_OK):
        return False
    # Started as root: the account passes through the folders above, which we do not own and do not change.
    return not account.switch or account.can("test", "-x", target)


def _aside(project: Path) -> Path:
    digest = hashlib.sha256(str(project).encode()).hexdigest()[:12]
    return ASIDE / f"edupro-{os.geteuid()}-{digest}"


def _make_root(root: Path) -> None:
    try:
        root.mkdir(mode=0o711)
    except FileExistsError:
        found = root.lstat()
        # Beside the project anybody could have put this name there first.
        if root.parent == ASIDE and (found.st_uid != os.geteuid() or not stat.S_ISDIR(found.st_mode)):
            raise EmbeddedError(f"{root} belongs to somebody else; remove it or set DATABASE_URL.") from None
        return
    root.chmod(0o711)
