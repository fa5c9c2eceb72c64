"""`dvc push` and `dvc pull` against a real S3 server on loopback, with credentials."""

import pytest
from support.checkout import SMALL, Checkout
from support.servers import S3_CREDENTIALS, start_s3_server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """The address of an S3 server that has a bucket `kws`."""
    with start_s3_server(tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture(scope="module")
def pushed(s3, tmp_path_factory):
    """A checkout whose clips and features were pushed."""
    place = Checkout(tmp_path_factory.mktemp("s3_checkout") / "origin", SMALL)
    place.dvc("repro", "preprocess")
    place.dvc("remote", "add", "--default", "storage", "s3://kws/data")
    place.dvc("remote", "modify", "storage", "endpointurl", s3)
    place.commit("data")
    place.dvc("push", "data/clips", "data/features", **S3_CREDENTIALS)
    return place


def test_a_clone_pulls_the_clips_and_has_nothing_to_ingest(pushed, tmp_path):
    pushed.run("git", "clone", "--quiet", str(pushed.folder), str(tmp_path / "clone"))
    clone = Checkout.open(tmp_path / "clone")
    clone.dvc("pull", "data/clips", "data/features", **S3_CREDENTIALS)
    manifest = "data/clips/manifest.csv"
    assert (clone.folder / manifest).read_bytes() == (pushed.folder / manifest).read_bytes()
    # It looks at what the source holds, and finds the same.
    assert clone.dvc("repro", "preprocess").stdout.count("Running stage") == 1


def test_wrong_credentials_are_refused_and_leave_no_clips(pushed, tmp_path):
    pushed.run("git", "clone", "--quiet", str(pushed.folder), str(tmp_path / "clone"))
    clone = Checkout.open(tmp_path / "clone")
    done = clone.dvc("pull", "data/clips", check=False, **{**S3_CREDENTIALS, "AWS_SECRET_ACCESS_KEY": "wrong"})
    assert done.returncode != 0
    assert "forbidden" in done.stderr.lower(), done.stderr
    assert not (clone.folder / "data" / "clips").exists()
