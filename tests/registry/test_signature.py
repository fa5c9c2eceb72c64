"""A model is signed at registration, and verified at every fetch if the policy has a key."""

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from support.results import copy_results, open_store
from support.versions import NAME, write_policy
from typer.testing import CliRunner

from kws.cli import app
from kws.core.errors import EvidenceError, ModelError, ParamsError
from kws.registry import signature
from kws.registry.chain import fetch
from kws.registry.version import Address
from kws.tracking.client import connect

HERE = Address(NAME, "@", "challenger")


def write_keys(folder: Path, name: str, password: bytes | None = None) -> tuple[Path, Path]:
    """Make a private key and its public key."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem, locked = serialization.Encoding.PEM, serialization.NoEncryption()
    if password:
        locked = serialization.BestAvailableEncryption(password)
    private, public = folder / f"{name}.pem", folder / f"{name}.pub"
    private.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, locked))
    public.write_bytes(key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo))
    return private, public


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Our pair of keys, and somebody else's."""
    folder = tmp_path_factory.mktemp("keys")
    return write_keys(folder, "ours"), write_keys(folder, "theirs")


@pytest.fixture(scope="module")
def original(keys, shared_results, empty_database, tmp_path_factory):
    """The folder of a registry with a signed version, not to be changed, and the results it comes from."""
    folder = tmp_path_factory.mktemp("signed")
    results = copy_results(shared_results, folder)
    with open_store(folder, empty_database), pytest.MonkeyPatch.context() as patch:
        patch.setenv("KWS_SIGNING_KEY", str(keys[0][0]))
        results.track()
        results.register()
    return folder, results


@pytest.fixture
def signed(original, tmp_path):
    """A copy of this registry, whose tags may be damaged."""
    with open_store(tmp_path, original[0] / ".mlflow" / "mlflow.db") as client:
        yield client


def fetch_version(folder):
    with connect() as client:
        return fetch(client, HERE, folder / "fetched")


def test_without_a_policy_key_nobody_asks(signed, tmp_path):
    assert fetch_version(tmp_path).tags["signature"].startswith('{"mediaType":')


@pytest.mark.parametrize("by", ["environment", "policy"])
def test_the_right_key_lets_it_through(by, signed, keys, tmp_path, monkeypatch):
    if by == "environment":
        monkeypatch.setenv("KWS_PUBLIC_KEY", str(keys[0][1]))
    else:
        write_policy(tmp_path, "signing", public_key="mlflow/signing.pub")
        shutil.copy(keys[0][1], tmp_path / "mlflow" / "signing.pub")
    assert fetch_version(tmp_path).number == "1"


def test_another_key_is_refused(signed, keys, tmp_path, monkeypatch):
    monkeypatch.setenv("KWS_PUBLIC_KEY", str(keys[1][1]))
    with pytest.raises(
        EvidenceError, match=r"models:/keyword-spotter/1: .* that theirs\.pub verifies, got Key mismatch"
    ):
        fetch_version(tmp_path)


@pytest.mark.parametrize("spoiled", ["{}", "no signature", '{"mediaType": "x"}', None])
def test_a_missing_or_damaged_signature_is_refused(spoiled, signed, keys, tmp_path, monkeypatch):
    monkeypatch.setenv("KWS_PUBLIC_KEY", str(keys[0][1]))
    if spoiled is None:
        signed.delete_model_version_tag(NAME, "1", "signature")
    else:
        signed.set_model_version_tag(NAME, "1", "signature", spoiled)
    with pytest.raises(EvidenceError, match=r"expected a signature that ours.pub verifies, (got|found none; register)"):
        fetch_version(tmp_path)


def test_a_file_of_the_model_that_changed_after_it_was_signed_is_refused(signed, keys, tmp_path):
    version = fetch_version(tmp_path)
    text = version.tags["signature"]
    signature.verify(version.model_folder, text, keys[0][1])
    for name in ("MLmodel", "python_env.yaml", "artifacts/tflite/model.tflite", "code/kws/model/spotter.py"):
        path = version.model_folder / name
        before = path.read_bytes()
        path.write_bytes(before + b"\n")
        with pytest.raises(EvidenceError, match=name):
            signature.verify(version.model_folder, text, keys[0][1])
        path.write_bytes(before)
    (version.model_folder / "more.py").write_text("")
    with pytest.raises(EvidenceError, match=r"more\.py"):
        signature.verify(version.model_folder, text, keys[0][1])


def test_an_unsigned_version_is_signed_when_it_is_registered_again(results, store, keys, monkeypatch):
    results.track()
    results.register()
    assert "signature" not in store.get_model_version(NAME, "1").tags
    monkeypatch.setenv("KWS_SIGNING_KEY", str(keys[0][0]))
    results.register()
    first = store.get_model_version(NAME, "1").tags["signature"]
    results.register()
    assert store.get_model_version(NAME, "1").tags["signature"] == first


def test_a_model_that_was_exchanged_before_it_is_signed_becomes_no_version(results, store, keys, monkeypatch):
    monkeypatch.setenv("KWS_SIGNING_KEY", str(keys[0][0]))
    results.track()
    for path in Path(".mlflow").rglob("model.tflite"):
        path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(ModelError, match="expected sha256"):
        results.register()
    assert store.search_model_versions(f"name = '{NAME}'") == []


def test_a_key_with_a_password(tmp_path, monkeypatch):
    private, public = write_keys(tmp_path, "locked", b"open sesame")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "weights").write_bytes(b"1")
    with pytest.raises(ParamsError, match="KWS_SIGNING_KEY: expected an EC key in PEM and its password, got"):
        signature.sign(tmp_path / "model", private)
    monkeypatch.setenv("KWS_SIGNING_KEY_PASSWORD", "open sesame")
    signature.verify(tmp_path / "model", signature.sign(tmp_path / "model", private), public)


def test_a_key_that_is_none_is_named(signed, tmp_path, monkeypatch):
    monkeypatch.setenv("KWS_PUBLIC_KEY", str(tmp_path / "nowhere.pub"))
    with pytest.raises(ParamsError, match=r"expected a public EC key in PEM, got .*nowhere\.pub"):
        fetch_version(tmp_path)


@pytest.mark.parametrize(
    ("door", "status"),
    [
        (["promote", "--accept", "local"], 1),
        (["deploy", "nowhere", "--model", f"models:/{NAME}/1"], 2),
        (["predict", "--model", f"models:/{NAME}/1", "clip.wav"], 2),
        (["compare", "1", "1"], 2),
        (["fetch", "1", "folder"], 2),
    ],
)
def test_every_door_refuses_what_is_not_signed(door, status, results, store, keys, tmp_path, monkeypatch):
    write_policy(tmp_path)
    results.track()
    results.register()
    monkeypatch.setenv("KWS_PUBLIC_KEY", str(keys[0][1]))
    done = CliRunner().invoke(app, door)
    assert done.exit_code == status
    assert "expected a signature that ours.pub verifies, found none" in done.output
