"""The images that the stages run in: the one place that names them.

Kubeflow's cache takes an image's name for its content, so a pipeline for a cluster names them by digest. After a push,
`KWS_IMAGE_LIGHT` and its like in the environment say what was pushed: `registry.example/kws-light@sha256:…`.
"""

import os
import re
from importlib.metadata import version

NAMES = ("light", "train", "device")


def tag(name: str) -> str:
    """What `make images` calls an image on this machine."""
    return f"kws-{name}:{version('kws-workflow')}"


def image(name: str) -> str:
    """The image of that name: the pushed one, else the one on this machine."""
    return os.environ.get(f"KWS_IMAGE_{name.upper()}") or tag(name)


def is_digest(reference: str) -> bool:
    """Whether a reference says the content of an image, not only its name."""
    return re.search(r"@sha256:[0-9a-f]{64}$", reference) is not None


# Every stage that needs no TensorFlow.
LIGHT = image("light")
# What measures: a Raspberry Pi that is a node of the cluster runs it in the device's own image.
VALIDATE = os.environ.get("KWS_IMAGE_VALIDATE") or LIGHT
# The stages that learn, convert and ask every form of the model.
TRAIN = image("train")
