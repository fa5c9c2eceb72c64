"""The signature of a registered model: written at registration, verified at every fetch.

The format is OpenSSF's (https://github.com/sigstore/model-transparency), with our own key: no service is needed. The
signature is stored as one tag of the version, so it is never there in part.
"""

import os
import tempfile
from pathlib import Path

from kws.core.checkout import find_checkout
from kws.core.errors import EvidenceError, ParamsError
from kws.core.params import parse
from kws.core.yaml import read_section
from kws.registry.policy import REGISTRY, SigningParams

TAG = "signature"


# Environment variables, because these paths differ from machine to machine.
PRIVATE_KEY, PASSWORD, PUBLIC_KEY = "KWS_SIGNING_KEY", "KWS_SIGNING_KEY_PASSWORD", "KWS_PUBLIC_KEY"


def find_private_key() -> Path | None:
    """Find the private key that KWS_SIGNING_KEY names; None if it is not set."""
    name = os.environ.get(PRIVATE_KEY)
    return Path(name) if name else None


def find_public_key() -> Path | None:
    """Find the public key in KWS_PUBLIC_KEY, or else in the registry's policy; None if no signature is required.

    Raises:
        ParamsError: the policy cannot be read.
    """
    if os.environ.get(PUBLIC_KEY):
        return Path(os.environ[PUBLIC_KEY])
    policy = find_checkout() / REGISTRY
    if not policy.is_file():
        return None
    params = parse(SigningParams, read_section(policy, "signing"), f"{REGISTRY}, section signing")
    return find_checkout() / params.public_key if params.public_key else None


def sign(model: Path, key: Path) -> str:
    """Sign a model's folder; returns the signature as text.

    Raises:
        ParamsError: the file is not an EC key, or the password is wrong.
    """
    # Imported here: it takes a second, and most versions are not signed.
    import model_signing  # noqa: PLC0415

    password = os.environ.get(PASSWORD, "").encode() or None
    with tempfile.TemporaryDirectory() as folder:
        signature = Path(folder, "model.sig")
        try:
            signer = model_signing.signing.Config().use_elliptic_key_signer(private_key=key, password=password)
        except (OSError, ValueError, TypeError) as error:
            raise ParamsError(
                f"{PRIVATE_KEY}: expected an EC key in PEM and its password, got {error}: {key}"
            ) from None
        signer.sign(model, signature)
        return signature.read_text(encoding="utf-8")


def verify(model: Path, signature: str | None, key: Path) -> None:
    """Verify the signature of a model's folder.

    Raises:
        ParamsError: the file is not a public EC key.
        EvidenceError: there is no signature, or it is of another key or another model.
    """
    expected = f"expected a signature that {key.name} verifies"
    if not signature:
        raise EvidenceError(f"{expected}, found none; register with {PRIVATE_KEY} set")
    # Imported here, as in `sign`.
    import model_signing  # noqa: PLC0415
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415

    try:
        verifier = model_signing.verifying.Config().use_elliptic_key_verifier(public_key=key)
    except (OSError, ValueError) as error:
        raise ParamsError(f"expected a public EC key in PEM, got {error}: {key}") from None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "model.sig")
        file.write_text(signature, encoding="utf-8")
        try:
            verifier.verify(model, file)
        except (ValueError, KeyError, TypeError, IndexError, InvalidSignature) as error:
            reason = " ".join(str(error).split()) or "a signature of something else"
            raise EvidenceError(f"{expected}, got {reason}") from None
