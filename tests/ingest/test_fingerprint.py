"""The fingerprint of a source: it changes with what the source holds, and with nothing else."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from support.recordings import make_tar, wav

from components.ingest import IngestParams, hash_cache
from components.ingest.fingerprint import compute_fingerprint, main
from components.ingest.hash_cache import hash_files
from components.ingest.recording import SourceAwayError
from kws.core.errors import ClipError, DatasetError, SourceError

Look = Callable[..., dict]


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory that is a checkout."""
    (tmp_path / ".dvc").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DVC_ROOT", raising=False)
    return tmp_path


@pytest.fixture
def own(checkout: Path) -> Path:
    """`up` and `down` of three recordings each, recorded a minute ago."""
    for number, name in enumerate(f"{word}/{take}.wav" for word in ("up", "down") for take in range(3)):
        path = checkout / "own" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wav(number))
    return checkout / "own"


@pytest.fixture
def look(own: Path, make_params, checkout: Path) -> Look:
    """The fingerprint of that folder now."""

    def now(**changes: object) -> dict:
        directory = {"path": "own", **changes}
        return compute_fingerprint(make_params(source="directory", directory=directory), checkout / "fingerprint.json")

    return now


@pytest.fixture
def fine_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files written just now are cached, as older ones are."""
    monkeypatch.setattr(hash_cache, "_CLOCK_NS", -1)


def add(own: Path) -> None:
    (own / "up" / "3.wav").write_bytes(wav(9))


def remove(own: Path) -> None:
    (own / "up" / "2.wav").unlink()


def move(own: Path) -> None:
    (own / "up" / "2.wav").rename(own / "down" / "3.wav")


def rename(own: Path) -> None:
    (own / "up" / "2.wav").rename(own / "up" / "3.wav")


def swap(own: Path) -> None:
    first, second = own / "up" / "0.wav", own / "down" / "0.wav"
    contents = first.read_bytes(), second.read_bytes()
    first.write_bytes(contents[1])
    second.write_bytes(contents[0])


def change_and_turn_the_clock_back(own: Path) -> None:
    # Longer than the coarsest clock of a file system that a test may run on.
    time.sleep(0.05)
    path = own / "up" / "0.wav"
    stat = path.stat()
    path.write_bytes(wav(8))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)


@pytest.mark.parametrize("change", [add, remove, move, rename, swap, change_and_turn_the_clock_back])
@pytest.mark.usefixtures("fine_clock")
def test_a_change_of_what_ingest_reads_is_another_fingerprint(look: Look, own: Path, change) -> None:
    before = look()
    change(own)

    assert look() != before


def touch(own: Path) -> None:
    os.utime(own / "up" / "0.wav")


def copy_all(own: Path) -> None:
    shutil.copytree(own, own.with_name("copy"))
    shutil.rmtree(own)
    own.with_name("copy").rename(own)


def add_notes(own: Path) -> None:
    (own / "up" / "notes.txt").write_text("said twice")
    (own / "left").mkdir()
    (own / "left" / "0.wav").write_bytes(wav(9))


def forget(own: Path) -> None:
    shutil.rmtree(own.parent / ".cache")


@pytest.mark.parametrize("change", [touch, copy_all, add_notes, forget])
@pytest.mark.usefixtures("fine_clock")
def test_anything_else_is_the_same_fingerprint(look: Look, own: Path, change) -> None:
    before = look()
    change(own)

    assert look() == before


def test_the_fingerprint_does_not_depend_on_where_the_folder_is(look: Look, own: Path) -> None:
    before = look()
    own.rename(own.with_name("elsewhere"))

    assert look(path=str(own.with_name("elsewhere"))) == before
    assert "elsewhere" not in json.dumps(before)


def test_it_is_looked_for_in_the_checkout_that_an_experiment_came_from(
    look: Look, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = look()
    (checkout / "copy").mkdir()
    monkeypatch.chdir(checkout / "copy")
    monkeypatch.setenv("DVC_ROOT", str(checkout))

    assert look() == before


def missing(own: Path) -> None:
    shutil.rmtree(own / "up")


def empty(own: Path) -> None:
    (own / "up" / "0.wav").unlink()
    (own / "up" / "0.wav").mkdir()


@pytest.mark.parametrize(
    ("change", "error", "complaint"),
    [
        (missing, DatasetError, r"expected a folder of recordings, found none: own/up; put them there or set ingest"),
        (empty, ClipError, r"expected a recording, got Is a directory: .*own/up/0\.wav"),
    ],
)
def test_a_folder_that_cannot_be_read_is_an_error_whatever_was_there(
    look: Look, own: Path, checkout: Path, change, error, complaint: str
) -> None:
    (checkout / "fingerprint.json").write_text(json.dumps(look()))
    change(own)

    with pytest.raises(error, match=complaint):
        look()


def cache_file(checkout: Path) -> Path:
    (path,) = (checkout / ".cache" / "fingerprints").iterdir()
    return path


@pytest.mark.usefixtures("fine_clock")
def test_a_file_with_unchanged_times_is_not_read_again(checkout: Path) -> None:
    path = checkout / "a.wav"
    path.write_bytes(b"content")
    (before,) = hash_files([path], checkout)
    (key, (stamp, _)) = next(iter(json.loads(cache_file(checkout).read_text()).items()))
    cache_file(checkout).write_text(json.dumps({key: [stamp, "cached"]}))

    assert hash_files([path], checkout) == ["cached"]
    os.utime(path, (0, 0))
    assert hash_files([path], checkout) == [before]


def test_a_file_changed_just_now_is_not_cached(checkout: Path) -> None:
    path = checkout / "a.wav"
    path.write_bytes(b"content")
    hash_files([path], checkout)

    assert not (checkout / ".cache").exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"a": 1}', '{"a": [1, 2]}', '{"a": [[], {}]}', "\xff"])
@pytest.mark.usefixtures("fine_clock")
def test_a_damaged_cache_counts_as_empty(look: Look, checkout: Path, damage: str) -> None:
    before = look()
    cache_file(checkout).write_text(damage, encoding="latin-1")

    assert look() == before
    assert len(json.loads(cache_file(checkout).read_text())) == 6


def test_an_archive_is_its_content(make_params, checkout: Path, speech_commands_files) -> None:
    path, params = checkout / "archive.tar.gz", make_params(source="speech_commands", archive="archive.tar.gz")
    path.write_bytes(gzip.compress(make_tar(speech_commands_files), mtime=0))
    before = compute_fingerprint(params, checkout / "none")
    other = gzip.compress(make_tar({**speech_commands_files, "up/a_nohash_0.wav": wav(99)}), mtime=0)
    path.with_name("other").write_bytes(other)
    path.with_name("other").replace(path)

    assert compute_fingerprint(params, checkout / "none") != before
    path.unlink()
    with pytest.raises(SourceError, match=r"expected an archive, got No such file or directory: archive\.tar\.gz"):
        compute_fingerprint(params, checkout / "none")


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "speech_commands", "archive": "nowhere.tar.gz", "archive_sha256": 64 * "0"},
        {"source": "dvc", "dvc": {"repo": "nowhere", "path": "clips", "data_sha256": 64 * "0"}},
        {"source": "dvc", "dvc": {"repo": "nowhere", "path": "clips", "rev": 40 * "0"}},
    ],
)
def test_a_pinned_source_is_not_read(make_params, checkout: Path, changes: dict) -> None:
    assert set(compute_fingerprint(make_params(**changes), checkout / "none")["content"]) == {"0"}


def test_the_fingerprint_of_speech_is_the_version_of_its_wheel(make_params, checkout: Path) -> None:
    assert compute_fingerprint(make_params(), checkout / "none")["content"].startswith("espeakng-loader 0.")


class Archive(BaseHTTPRequestHandler):
    """An address whose server tells only its version."""

    etag, status = '"1"', HTTPStatus.OK

    def do_HEAD(self) -> None:
        self.send_response(self.status)
        self.send_header("ETag", self.etag)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(Archive, "etag", Archive.etag)
    monkeypatch.setattr(Archive, "status", Archive.status)
    with ThreadingHTTPServer(("127.0.0.1", 0), Archive) as serving:
        thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}/a.tar.gz"
        serving.shutdown()
        thread.join()


def written(params: IngestParams) -> bytes:
    """The fingerprint file after the command."""
    main(["--params-json", json.dumps(asdict(params)), "--fingerprint", "data/fingerprint.json"])
    return Path("data/fingerprint.json").read_bytes()


def test_the_fingerprint_of_an_address_is_the_version_on_the_server(make_params, address: str) -> None:
    params = make_params(source="speech_commands", archive=address)
    before = written(params)
    assert written(params) == before
    Archive.etag = '"2"'

    assert written(params) != before


def test_while_the_server_is_away_the_earlier_fingerprint_is_kept_with_a_notice(
    make_params, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    params = make_params(source="speech_commands", archive=address)
    before = written(params)
    Archive.status = HTTPStatus.BAD_GATEWAY

    assert written(params) == before
    told = capsys.readouterr().err
    assert told.startswith("expected an archive, got 502 ")
    assert told.endswith(": taken as before\n")
    assert told.count("\n") == 1
    # A smaller draw still has the same archive; another address does not.
    assert written(make_params(source="speech_commands", archive=address, seed=2)) == before
    with pytest.raises(SourceAwayError):
        written(make_params(source="speech_commands", archive=f"{address}2"))


def test_an_archive_that_is_gone_is_an_error(make_params, address: str) -> None:
    params = make_params(source="speech_commands", archive=address)
    written(params)
    Archive.status = HTTPStatus.NOT_FOUND

    with pytest.raises(SourceError, match="got 404 Not Found"):
        written(params)


def test_bad_input_is_one_line_and_exit_status_2(make_params, checkout: Path) -> None:
    params = make_params(source="directory", directory={"path": "nowhere"})
    words = ["--params-json", json.dumps(asdict(params)), "--fingerprint", "data/fingerprint.json"]
    command = [sys.executable, "-m", "components.ingest.fingerprint", *words]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("error: expected a folder of recordings, found none: nowhere/up; ")
    assert not (checkout / "data").exists()
