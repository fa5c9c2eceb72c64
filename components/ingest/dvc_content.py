"""A folder in a DVC repository → a hash of what `dvc get` would bring of it, without bringing it."""

import hashlib
from pathlib import Path

from dvc.api import DVCFileSystem
from dvc.exceptions import DvcException
from dvc.fs import LocalFileSystem
from dvc.repo.open_repo import clean_repos
from dvc.scm import CloneError
from dvc_data.index import DataIndexDirError

from components.ingest.hash_memory import file_hashes
from components.ingest.recording import SourceAwayError
from kws.core.errors import SourceError
from kws.core.files import sha256_of_json


def content(repository: str, path: str, rev: str | None, remote: str | None) -> str:
    """What the repository has at `path` now: in its working tree if it is a folder here and `rev` is None.

    Raises:
        SourceAwayError: its server does not answer.
        SourceError: there is no such repository, revision or path.
    """
    where = f"{path} of {repository}"
    try:
        files = DVCFileSystem(repo=repository, rev=rev, remote=remote, subrepos=True)
        return _content(files, path)
    except FileNotFoundError:
        raise SourceError(f"expected {where}, found none at rev {rev or 'null'}: set ingest.dvc.path") from None
    except (DvcException, DataIndexDirError, OSError) as error:
        # A folder that cannot be cloned is no repository.
        kind = SourceAwayError if isinstance(error, CloneError) and ":" in repository else SourceError
        # What DVC says of a clone is "SCM error"; git's own words are behind it.
        says = " ".join(str(error.__cause__ or error).split())
        raise kind(f"expected {where}, dvc says: {says}") from None
    finally:
        # Its clones, which it keeps for as long as the process lives.
        clean_repos()


def _content(files: DVCFileSystem, path: str) -> str:
    """DVC's hash of the folder, if DVC alone has it; else a hash over that of each file."""
    info = files.info(path)
    if "fs_info" not in info and "md5" in info:
        return str(info["md5"])
    found = {f"{root}/{name}": info for root, _, names in files.walk(path, detail=True) for name, info in names.items()}
    # As `dvc get` does, a file that is there goes before what DVC tracks.
    there = {name: info["fs_info"]["name"] for name, info in found.items() if "fs_info" in info}
    hashes = {name: str(info["md5"]) for name, info in found.items() if name not in there}
    return sha256_of_json(sorted((hashes | _hashes_of_files(files, path, there)).items()))


def _hashes_of_files(files: DVCFileSystem, path: str, there: dict[str, str]) -> dict[str, str]:
    """The hash of each file of the working tree or, below a revision, of git."""
    tree = files.repo.fs
    if isinstance(tree, LocalFileSystem):
        paths = [Path(place) for place in there.values()]
        return dict(zip(there, file_hashes(paths, Path(files.repo.root_dir, path)), strict=True))
    return {name: hashlib.sha256(tree.cat_file(place)).hexdigest() for name, place in there.items()}
