"""Our errors.

Every error that a person can cause or fix is one of these. Its message is one line: what was expected,
what came, where, and what to do. It ends a command with exit status 2 and no traceback.

    KwsError
    ├── ParamsError        params.yaml asks for something unknown, missing or out of range
    ├── OutputError        an output cannot be written to its path
    ├── SourceError        recordings cannot be fetched: archive, network, checksum
    ├── ClipError          a recording cannot be used
    ├── DatasetError       clips or features do not form a valid data set
    ├── FrontEndError      a model or features were made with another front end
    ├── TrainingError      the loss is not finite, or pruning missed its sparsity
    ├── ModelError         a model file differs from its manifest
    ├── DeviceError        a device did not answer, or its answer is invalid
    │   └── ConnectionLostError  the connection was lost: trying again may help
    ├── EmulatorError      the emulated Pi cannot be built or started, or its instructions not counted
    ├── ImageError         a pipeline for a cluster does not name its images by digest
    ├── ClusterError       a Kubeflow server refuses, or is not a Kubeflow server
    │   └── ClusterLostError  it did not answer: trying again may help
    ├── EvidenceError      a report is missing, damaged or about another model
    ├── TrackingError      the MLflow server cannot be reached or refuses
    └── PromotionError     a version cannot be moved: it changed meanwhile, or its history is incomplete
"""


class KwsError(Exception):
    """Base of all our errors."""


class ParamsError(KwsError):
    """Parameters are unknown, missing or out of range."""


class OutputError(KwsError):
    """An output cannot be written to its path."""


class SourceError(KwsError):
    """Recordings cannot be fetched from their source."""


class ClipError(KwsError):
    """A recording cannot be used."""


class DatasetError(KwsError):
    """Clips or features do not form a valid data set."""


class FrontEndError(KwsError):
    """Two parts that must share a front end have different ones."""


class TrainingError(KwsError):
    """The loss is not finite, or pruning missed its sparsity."""


class ModelError(KwsError):
    """A model file differs from its manifest."""


class DeviceError(KwsError):
    """A device did not answer, or its answer is invalid."""


class ConnectionLostError(DeviceError):
    """The connection to a device was lost; trying again may help."""


class EmulatorError(KwsError):
    """The emulated Pi cannot be built or started, or its instructions not counted."""


class ImageError(KwsError):
    """A pipeline for a cluster does not name its images by digest."""


class ClusterError(KwsError):
    """A Kubeflow server refuses, or is not a Kubeflow server."""


class ClusterLostError(ClusterError):
    """A Kubeflow server did not answer; trying again may help."""


class EvidenceError(KwsError):
    """A report is missing, damaged or about another model."""


class TrackingError(KwsError):
    """The MLflow server cannot be reached or refuses."""


class PromotionError(KwsError):
    """A version cannot be moved: it changed meanwhile, or its history is incomplete."""
