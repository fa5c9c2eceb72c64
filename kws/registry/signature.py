"""The signature of a registered model: made when it is registered, asked for by whoever fetches it.

The format is OpenSSF's (https://github.com/sigstore/model-transparency), with a key of one's own: no service is needed.
It is kept as a tag of the version, which is there or not, whole.
"""

import os
import tempfile
from pathlib import Path

import model_signing
from cryptography.exceptions import InvalidSignature

from kws.core.errors import EvidenceError, ParamsError
from kws.core.params import parse
from kws.core.yaml import section
from kws.registry.policy import REGISTRY, SigningParams
from kws.tracking.store import repository

TAG = "signature"


# Paths on this machine, which no file of the repository can know.
PRIVATE_KEY, PASSWORD, PUBLIC_KEY = "KWS_SIGNING_KEY", "KWS_SIGNING_KEY_PASSWORD", "KWS_PUBLIC_KEY"


def private_key() -> Path | None:
    """The key that KWS_SIGNING_KEY names, None where it names none."""
    name = os.environ.get(PRIVATE_KEY)
    return Path(name) if name else None


def public_key() -> Path | None:
    """The key that KWS_PUBLIC_KEY names, else the one of the registry's policy, None where no signature is asked for.

    Raises:
        ParamsError: the policy is no policy.
    """
    if os.environ.get(PUBLIC_KEY):
        return Path(os.environ[PUBLIC_KEY])
    policy = repository() / REGISTRY
    if not policy.is_file():
        return None
    params = parse(SigningParams, section(policy, "signing"), f"{REGISTRY}, section signing")
    return repository() / params.public_key if params.public_key else None


def sign(model: Path, key: Path) -> str:
    """The signature of a model's folder.

    Raises:
        ParamsError: the key is none, or its password is another.
    """
    password = os.environ.get(PASSWORD, "").encode() or None
    with tempfile.TemporaryDirectory() as workshop:
        signature = Path(workshop, "model.sig")
        try:
            signer = model_signing.signing.Config().use_elliptic_key_signer(private_key=key, password=password)
        except (OSError, ValueError, TypeError) as error:
            raise ParamsError(
                f"{PRIVATE_KEY}: expected an EC key in PEM and its password, got {error}: {key}"
            ) from None
        signer.sign(model, signature)
        return signature.read_text(encoding="utf-8")


def verify(model: Path, signature: str | None, key: Path) -> None:
    """Hold a model's folder to its signature.

    Raises:
        ParamsError: the key is none.
        EvidenceError: there is no signature, or it is another key's or another model's.
    """
    expected = f"expected a signature that {key.name} verifies"
    if not signature:
        raise EvidenceError(f"{expected}, found none; register with {PRIVATE_KEY} set")
    try:
        verifier = model_signing.verifying.Config().use_elliptic_key_verifier(public_key=key)
    except (OSError, ValueError) as error:
        raise ParamsError(f"expected a public EC key in PEM, got {error}: {key}") from None
    with tempfile.TemporaryDirectory() as workshop:
        file = Path(workshop, "model.sig")
        file.write_text(signature, encoding="utf-8")
        try:
            verifier.verify(model, file)
        except (ValueError, KeyError, TypeError, IndexError, InvalidSignature) as error:
            reason = " ".join(str(error).split()) or "a signature of something else"
            raise EvidenceError(f"{expected}, got {reason}") from None
