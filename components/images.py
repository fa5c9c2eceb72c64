"""The names of the images that the stages run in; no other file holds them.

Kubeflow's cache identifies an image by name alone, so a pipeline for a cluster names images by digest. After a push,
`KWS_IMAGE_LIGHT` and similar variables hold the reference of each pushed image: `registry.example/kws-light@sha256:…`.
"""

import os
import re
from importlib.metadata import version

NAMES = ("light", "train", "device")


def make_tag(name: str) -> str:
    """Make the tag that `make images` gives an image on this machine."""
    return f"kws-{name}:{version('kws-workflow')}"


def get_reference(name: str) -> str:
    """Get the reference of an image: of the pushed one, or else of the one on this machine."""
    return os.environ.get(f"KWS_IMAGE_{name.upper()}") or make_tag(name)


def is_digest(reference: str) -> bool:
    """Check whether a reference names an image by its digest."""
    return re.search(r"@sha256:[0-9a-f]{64}$", reference) is not None


# For stages without TensorFlow.
LIGHT = get_reference("light")
# For validate: on a Raspberry Pi in the cluster it is the device's image.
VALIDATE = os.environ.get("KWS_IMAGE_VALIDATE") or LIGHT
# For stages with TensorFlow.
TRAIN = get_reference("train")
