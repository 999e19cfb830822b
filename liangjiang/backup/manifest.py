"""What a backup says about itself, as JSON in its last part."""

import json
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from liangjiang.backup import Refused

FORMAT = 1


def version() -> str:
    """Return the version of the portal."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text()
    return tomllib.loads(text)["project"]["version"]


@dataclass
class Manifest:
    engine: str
    # Names such as "articles.0001_initial".
    migrations: list[str]
    # How many rows each table has.
    rows: dict[str, int]
    # Size and SHA-256 of every other part.
    parts: dict[str, dict] = field(default_factory=dict)
    # Whether uploaded files were to be in it; if so, all of them are.
    has_files: bool = True
    version: str = field(default_factory=version)
    site: str = field(default_factory=lambda: settings.SITE_URL)
    made_at: str = field(default_factory=lambda: timezone.localtime().isoformat(timespec="seconds"))
    format: int = FORMAT

    def write(self, path: Path) -> Path:
        path.write_text(json.dumps(asdict(self), indent=1))
        return path

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        try:
            manifest = cls(**json.loads(path.read_text()))
        except FileNotFoundError as error:
            raise Refused("The backup is not complete: its last part is missing.") from error
        except (TypeError, ValueError) as error:
            raise Refused("The backup's list of contents cannot be read.") from error
        if manifest.format != FORMAT:
            raise Refused(
                f"The backup was made by another version of the portal ({manifest.version})."
            )
        return manifest

    @property
    def files(self) -> int:
        """How many uploaded files there are."""
        return sum(name.startswith("files/") for name in self.parts)

    @property
    def size(self) -> int:
        return sum(part["size"] for part in self.parts.values())

    def newer_migrations(self) -> list[str]:
        """Return the migrations that this version of the portal does not know."""
        return sorted(set(self.migrations) - _known())

    def missing_migrations(self) -> list[str]:
        """Return the migrations that the backup was made before."""
        return sorted(_known() - set(self.migrations))


def _known() -> set[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}
