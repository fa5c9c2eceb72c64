"""The files in a tar.gz or zip archive, read in one pass without unpacking it."""

import gzip
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from kws.core.errors import SourceError
from kws.core.progress import make_byte_bar

_DRAIN_BYTES = 1 << 20
_TAR_BLOCK = 512

Filter = Callable[[PurePosixPath], bool]


def read_files(path: Path, is_wanted: Filter) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Read the files that `is_wanted` accepts, one at a time: pairs of name and content.

    `is_wanted` is called once per file, in the archive's order.

    Raises:
        SourceError: the file is not an archive, is cut short or damaged, or holds a link, an absolute path or `..`.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(2)
        if magic not in _READERS:
            raise SourceError(f"expected a tar.gz or zip archive, got a file that begins with {magic!r}: {path}")
        yield from _READERS[magic](path, is_wanted)
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"expected a whole archive, got one cut short or damaged ({error}): {path}") from None
    except RuntimeError as error:  # raised by zipfile for encryption and unknown compression
        raise SourceError(f"expected a plain archive, got {error}: {path}") from None
    except OSError as error:
        raise SourceError(f"expected an archive, got {error.strerror}: {path}") from None


def _tar_files(path: Path, is_wanted: Filter) -> Iterator[tuple[PurePosixPath, bytes]]:
    with path.open("rb") as file, make_byte_bar() as bar:
        task = bar.add_task(f"read {path.name}", total=path.stat().st_size)
        # gzip's own reader, unlike tarfile's, notices a stream that ends early.
        with gzip.open(file) as content, tarfile.open(fileobj=content, mode="r|") as tar:
            while (member := tar.next()) is not None:
                bar.update(task, completed=file.tell())
                name = _require_safe(member.name, member.isfile() or member.isdir(), path)
                if member.isfile() and is_wanted(name):
                    stream = tar.extractfile(member)
                    assert stream is not None
                    yield name, stream.read()
                tar.members.clear()  # type: ignore[attr-defined]  # tarfile remembers every one
            _require_end(tar, content, path)


def _require_end(tar: tarfile.TarFile, content: gzip.GzipFile, path: Path) -> None:
    """Read what follows the last file, so that gzip checks its checksum."""
    while content.read(_DRAIN_BYTES):
        pass
    if content.tell() < tar.offset + _TAR_BLOCK:
        raise SourceError(f"expected a whole archive, got one without its end: {path}")


def _zip_files(path: Path, is_wanted: Filter) -> Iterator[tuple[PurePosixPath, bytes]]:
    with zipfile.ZipFile(path) as archive, make_byte_bar() as bar:
        task = bar.add_task(f"read {path.name}", total=path.stat().st_size)
        for member in archive.infolist():
            bar.advance(task, member.compress_size)
            kind = stat.S_IFMT(member.external_attr >> 16)
            name = _require_safe(member.filename, kind in (0, stat.S_IFREG, stat.S_IFDIR), path)
            if not member.is_dir() and is_wanted(name):
                yield name, archive.read(member)


def _require_safe(name: str, is_plain: bool, path: Path) -> PurePosixPath:
    pure = PurePosixPath(name)
    if not is_plain:
        raise SourceError(f"expected files and folders only, got a link or device {name!r}: {path}")
    if pure.is_absolute() or ".." in pure.parts:
        raise SourceError(f"expected paths inside the archive, got {name!r}: {path}")
    return pure


_READERS: dict[bytes, Callable[[Path, Filter], Iterator[tuple[PurePosixPath, bytes]]]] = {
    b"\x1f\x8b": _tar_files,
    b"PK": _zip_files,
}
