"""The files of an archive, and the archives that are refused."""

import gzip
import io
import os
import stat
import tarfile
import tracemalloc
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from support.recordings import make_tar, make_zip

from components.ingest.archive import read_files
from kws.core.errors import SourceError

# Random bytes, so that cutting the archive cuts them.
FILES = {f"up/{number}.wav": os.urandom(20_000) for number in range(8)}


def all_files(path: Path) -> dict[str, bytes]:
    return {str(name): content for name, content in read_files(path, lambda name: True)}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("top", ["", "./"])
def test_a_tar_gives_its_files(tmp_path: Path, top: str) -> None:
    path = written(tmp_path / "a.tar.gz", gzip.compress(make_tar(FILES, top)))

    assert all_files(path) == FILES


def test_a_zip_gives_its_files(tmp_path: Path) -> None:
    assert all_files(written(tmp_path / "a.zip", make_zip(FILES))) == FILES


@pytest.mark.parametrize("make", [lambda: gzip.compress(make_tar(FILES)), lambda: make_zip(FILES)], ids=["tar", "zip"])
def test_only_accepted_files_are_read_and_each_is_asked_about_once(tmp_path: Path, make) -> None:
    asked: list[PurePosixPath] = []

    def wanted(name: PurePosixPath) -> bool:
        asked.append(name)
        return name.name == "3.wav"

    (given,) = read_files(written(tmp_path / "archive", make()), wanted)

    assert given == (PurePosixPath("up/3.wav"), FILES["up/3.wav"])
    assert sorted(map(str, asked)) == sorted(FILES)


def peak_bytes(path: Path) -> int:
    tracemalloc.start()
    try:
        list(read_files(path, lambda name: False))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_hold_the_names_of_a_large_archive(tmp_path: Path) -> None:
    small, large = (
        written(tmp_path / f"{count}.tar.gz", gzip.compress(make_tar({f"up/{n}.wav": b"" for n in range(count)})))
        for count in (400, 4000)
    )

    # The first time also loads modules and fills caches.
    peak_bytes(large)
    assert peak_bytes(large) < 1.3 * peak_bytes(small)


@pytest.mark.parametrize("kept", [0.3, 0.8, 0.99, -8, -1])
def test_a_tar_cut_short_is_refused_by_name(tmp_path: Path, kept: float) -> None:
    whole = gzip.compress(make_tar(FILES))
    path = written(tmp_path / "cut.tar.gz", whole[: int(kept * len(whole)) if kept > 0 else int(kept)])

    with pytest.raises(SourceError, match=r"expected a whole archive, got .*cut\.tar\.gz"):
        all_files(path)


@pytest.mark.parametrize("files_kept", [3, 3.5])
def test_a_tar_cut_before_it_was_compressed_is_refused(tmp_path: Path, files_kept: float) -> None:
    file_size = 512 + 20_000 + 480  # header, content, padding to whole blocks
    path = written(tmp_path / "cut.tar.gz", gzip.compress(make_tar(FILES)[: int(files_kept * file_size)]))

    with pytest.raises(SourceError, match=r"expected a whole archive, got .*cut\.tar\.gz"):
        all_files(path)


def test_a_damaged_tar_is_refused(tmp_path: Path) -> None:
    damaged = bytearray(gzip.compress(make_tar(FILES), compresslevel=0))
    damaged[len(damaged) // 2] ^= 1

    with pytest.raises(SourceError, match="cut short or damaged"):
        all_files(written(tmp_path / "damaged.tar.gz", bytes(damaged)))


@pytest.mark.parametrize("kept", [0.3, 0.99])
def test_a_zip_cut_short_is_refused_by_name(tmp_path: Path, kept: float) -> None:
    whole = make_zip(FILES)

    with pytest.raises(SourceError, match=r"expected a whole archive, got .*cut\.zip"):
        all_files(written(tmp_path / "cut.zip", whole[: int(kept * len(whole))]))


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    damaged = bytearray(make_zip(FILES))
    damaged[2000] ^= 1

    with pytest.raises(SourceError, match="cut short or damaged"):
        all_files(written(tmp_path / "damaged.zip", bytes(damaged)))


@pytest.mark.parametrize("name", ["../escape.wav", "up/../../escape.wav", "/etc/escape.wav"])
@pytest.mark.parametrize("make", [lambda files: gzip.compress(make_tar(files, "")), make_zip], ids=["tar", "zip"])
def test_a_path_outside_the_archive_is_refused_by_name(tmp_path: Path, make, name: str) -> None:
    path = written(tmp_path / "evil", make({"up/fine.wav": b"", name: b""}))

    with pytest.raises(SourceError) as refused:
        all_files(path)

    assert str(refused.value) == f"expected paths inside the archive, got {name!r}: {path}"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_a_link_or_device_in_a_tar_is_refused_by_name(tmp_path: Path, kind: bytes) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        member = tarfile.TarInfo("up/link.wav")
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)

    with pytest.raises(SourceError, match=r"got a link or device 'up/link\.wav': .*evil\.tar\.gz"):
        all_files(written(tmp_path / "evil.tar.gz", gzip.compress(buffer.getvalue())))


def test_a_link_in_a_zip_is_refused_by_name(tmp_path: Path) -> None:
    member = zipfile.ZipInfo("up/link.wav")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr(member, "/etc/passwd")

    with pytest.raises(SourceError, match=r"got a link or device 'up/link\.wav'"):
        all_files(tmp_path / "evil.zip")


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    content = bytearray(make_zip({"up/1.wav": b"secret"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1

    with pytest.raises(SourceError, match="encrypted"):
        all_files(written(tmp_path / "secret.zip", bytes(content)))


@pytest.mark.parametrize("content", [b"", b"<html>sign in first</html>"])
def test_a_file_that_is_not_an_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceError, match=r"expected a tar\.gz or zip archive, got a file that begins with"):
        all_files(written(tmp_path / "page.tar.gz", content))


def test_gzip_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cut short or damaged"):
        all_files(written(tmp_path / "notes.gz", gzip.compress(b"no tar" * 1000)))


@pytest.mark.parametrize(("path", "reason"), [("missing.tar.gz", "No such file"), (".", "Is a directory")])
def test_a_path_without_an_archive_is_refused(tmp_path: Path, path: str, reason: str) -> None:
    with pytest.raises(SourceError, match=f"expected an archive, got {reason}"):
        all_files(tmp_path / path)
