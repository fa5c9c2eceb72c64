"""The names of the images that the stages run in; no other file holds them.

Kubeflow's cache identifies an image by name alone, so a pipeline for a cluster names images by digest. After a push,
`KWS_IMAGE_LIGHT` and similar variables hold the reference of each pushed image: `registry.example/kws-light@sha256:…`.
"""

import os
import re
from importlib.metadata import version

NAMES = ("light", "train", "device")


def tag(name: str) -> str:
    """The tag that `make images` gives an image on this machine."""
    return f"kws-{name}:{version('kws-workflow')}"


def image(name: str) -> str:
    """The reference of an image: the pushed one, else the one on this machine."""
    return os.environ.get(f"KWS_IMAGE_{name.upper()}") or tag(name)


def is_digest(reference: str) -> bool:
    """Whether a reference names an image by its digest."""
    return re.search(r"@sha256:[0-9a-f]{64}$", reference) is not None


# For the stages that need no TensorFlow.
LIGHT = image("light")
# For validate: a Raspberry Pi that is a node of the cluster uses the device's own image.
VALIDATE = os.environ.get("KWS_IMAGE_VALIDATE") or LIGHT
# For the stages that need TensorFlow.
TRAIN = image("train")
