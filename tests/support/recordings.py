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
    """Make a WAV file, a different one for each number."""
    return encode_wav(np.random.default_rng(number).uniform(-0.5, 0.5, round(16_000 * seconds)).astype(np.float32))


def make_split_list(names: list[str], speakers: tuple[str, ...]) -> bytes:
    """Make the lines of a split list: the names by these speakers."""
    return "".join(f"{name}\n" for name in names if name.split("/")[1].startswith(speakers)).encode()


def make_tar(files: dict[str, bytes], top: str = "./") -> bytes:
    """Make an uncompressed tar archive of files under `top`."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(top + name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def make_zip(files: dict[str, bytes], top: str = "") -> bytes:
    """Make a compressed zip archive of files under `top`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(top + name, content)
    return buffer.getvalue()
