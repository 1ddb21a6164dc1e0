"""The knowledge as JSON files for other programs: errors, messages, signals, wording, with schemas.

They stand under `api/v1/`, need no server, and never change their shape within a version. The
public edition holds nothing that is for agents alone and nothing that names what customers are not
told; the agents' edition holds everything.
"""

from __future__ import annotations

from pathlib import Path

from jawab.api.data import api_files
from jawab.compile import Project
from jawab.model import Audience
from jawab.output import only_one, replace_folder, write_files

__all__ = ["api_files", "build_api"]


def build_api(project: Project, folder: Path) -> Path:
    """Write the public edition to `folder/v1` and the public site, the full one to the agents'.

    Each copy is swapped in whole. Returns the folder of the public edition.
    """
    sites = project.root / "build" / "site"
    editions: dict[Audience, tuple[Path, ...]] = {
        "public": (folder / "v1", sites / "public" / "api" / "v1"),
        "agents": (sites / "agents" / "api" / "v1",),
    }
    with only_one(project.root / "build"):
        for audience, targets in editions.items():
            files = list(api_files(project, audience))
            for target in targets:
                with replace_folder(target) as fresh:
                    write_files(fresh, files)
    return folder / "v1"
