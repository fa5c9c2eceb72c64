"""The hash of a folder in a DVC repository, without downloading it."""

import hashlib
from pathlib import Path

from dvc.api import DVCFileSystem
from dvc.exceptions import DvcException
from dvc.fs import LocalFileSystem
from dvc.repo.open_repo import clean_repos
from dvc.scm import CloneError
from dvc_data.index import DataIndexDirError

from components.ingest.hash_cache import hash_files
from components.ingest.recording import SourceAwayError
from kws.core.errors import SourceError
from kws.core.files import sha256_of_json


def hash_content(repository: str, path: str, rev: str | None, remote: str | None) -> str:
    """Hash what `dvc get` would now download from `path`; without `rev`, a local repository's working tree.

    Raises:
        SourceAwayError: the server does not answer.
        SourceError: the repository, revision or path does not exist.
    """
    where = f"{path} of {repository}"
    try:
        files = DVCFileSystem(repo=repository, rev=rev, remote=remote, subrepos=True)
        return _hash_tree(files, path)
    except FileNotFoundError:
        raise SourceError(f"expected {where}, found none at rev {rev or 'null'}: set ingest.dvc.path") from None
    except (DvcException, DataIndexDirError, OSError) as error:
        # An address that cannot be cloned is away; a local folder that cannot is not a repository.
        kind = SourceAwayError if isinstance(error, CloneError) and ":" in repository else SourceError
        # For a failed clone DVC only says "SCM error"; git's message is its cause.
        reason = " ".join(str(error.__cause__ or error).split())
        raise kind(f"expected {where}, dvc says: {reason}") from None
    finally:
        # Removes the clones that DVC keeps for the life of the process.
        clean_repos()


def _hash_tree(files: DVCFileSystem, path: str) -> str:
    """Return DVC's hash of the folder if DVC tracks it and no file is there; else hash the hashes of the files."""
    info = files.info(path)
    if "fs_info" not in info and "md5" in info:
        return str(info["md5"])
    found = {f"{root}/{name}": info for root, _, names in files.walk(path, detail=True) for name, info in names.items()}
    # As for `dvc get`, a file that is there takes precedence over one that DVC tracks.
    present = {name: info["fs_info"]["name"] for name, info in found.items() if "fs_info" in info}
    hashes = {name: str(info["md5"]) for name, info in found.items() if name not in present}
    return sha256_of_json(sorted((hashes | _hash_files(files, path, present)).items()))


def _hash_files(files: DVCFileSystem, path: str, present: dict[str, str]) -> dict[str, str]:
    """Hash each file of the working tree or, at a revision, of git."""
    tree = files.repo.fs
    if isinstance(tree, LocalFileSystem):
        paths = [Path(place) for place in present.values()]
        return dict(zip(present, hash_files(paths, Path(files.repo.root_dir, path)), strict=True))
    return {name: hashlib.sha256(tree.cat_file(place)).hexdigest() for name, place in present.items()}
