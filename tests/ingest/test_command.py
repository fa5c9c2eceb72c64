"""`python -m components.ingest`, as DVC and the containers call it."""

import gzip
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from support.recordings import make_tar

from components.ingest import IngestParams
from kws.audio.manifest import check_clips, read_manifest
from kws.core.lineage import Lineage


def command(params: IngestParams, folder: Path) -> subprocess.CompletedProcess[str]:
    call = [
        sys.executable,
        "-m",
        "components.ingest",
        "--params-json",
        json.dumps(asdict(params)),
        "--clips",
        "data/clips",
    ]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)


def test_the_default_makes_a_data_set_and_ends_with_its_summary(make_params, tmp_path: Path) -> None:
    done = command(make_params(synthetic={"takes": 1}), tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    clips = read_manifest(tmp_path / "data" / "clips")
    check_clips(clips, ("up", "down"))
    assert Lineage.read(tmp_path / "data" / "clips").labels == ("up", "down")
    assert done.stdout.splitlines()[-1].startswith(f"{len(clips)} clips (training ")


def test_an_archive_is_read(make_params, speech_commands_files, tmp_path: Path) -> None:
    (tmp_path / "archive.tar.gz").write_bytes(gzip.compress(make_tar(speech_commands_files)))

    done = command(make_params(source="speech_commands", archive="archive.tar.gz"), tmp_path)

    assert done.stdout == "14 clips (training 6, validation 4, test 4) of 7 speakers, 0 exact duplicates\n"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"source": "speech_commands", "archive": "archive.tar.gz"}, "error: expected a whole archive"),
        (
            {"source": "speech_commands", "archive": "archive.tar.gz", "archive_sha256": 64 * "0"},
            "error: expected sha256",
        ),
        ({"source": "speech_commands", "archive": "http://127.0.0.1:1/a.tar.gz"}, "error: expected an archive, cannot"),
        ({"source": "directory", "directory": {"path": "own"}}, "error: expected a folder of recordings"),
        (
            {"source": "dvc", "dvc": {"repo": "nowhere", "path": "clips"}},
            "error: expected clips of nowhere, dvc get says",
        ),
    ],
)
def test_bad_input_is_one_line_exit_status_2_and_nothing_written(
    make_params, speech_commands_files, tmp_path: Path, changes: dict, complaint: str
) -> None:
    (tmp_path / "archive.tar.gz").write_bytes(gzip.compress(make_tar(speech_commands_files))[:-3000])

    done = command(make_params(**changes), tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith(complaint)
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert list((tmp_path / "data").iterdir()) == []
