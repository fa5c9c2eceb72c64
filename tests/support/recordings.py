"""Small recordings and archives of them."""

import io
import tarfile
import zipfile

import numpy as np

from kws.audio.clips import encode_wav

# By the official lists of Speech Commands.
TRAINING_SPEAKERS = ("00176480", "004ae714", "00b01445")
VALIDATION_SPEAKERS = ("060cd039", "067f61e2")
TEST_SPEAKERS = ("022cd682", "03401e93")


def wav(number: int, seconds: float = 0.1) -> bytes:
    """A different WAV file for each number."""
    return encode_wav(np.random.default_rng(number).uniform(-0.5, 0.5, round(16_000 * seconds)).astype(np.float32))


def listing(names: list[str], speakers: tuple[str, ...]) -> bytes:
    """The lines of a split list: the names by these speakers."""
    return "".join(f"{name}\n" for name in names if name.split("/")[1].startswith(speakers)).encode()


def tar_bytes(files: dict[str, bytes], top: str = "./") -> bytes:
    """An uncompressed tar of files under `top`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(top + name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def zip_bytes(files: dict[str, bytes], top: str = "") -> bytes:
    """A compressed zip of files under `top`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(top + name, content)
    return buffer.getvalue()
