"""Our errors.

Every error that a person can cause or mend is one of these, says on one line what was expected,
what came and where, and ends a command with exit status 2 and no traceback.

    KwsError
    ├── ParamsError        params.yaml asks for something unknown, missing or out of range
    ├── OutputError        what is written cannot go where it was asked for
    ├── SourceError        recordings cannot be had: archive, network, checksum
    ├── ClipError          a recording cannot be used
    ├── DatasetError       clips or features do not make a data set
    ├── FrontEndError      a model or features were made with another front end
    ├── TrainingError      the loss is no number any more, or a promise of pruning was not kept
    ├── ModelError         a model file is not what its manifest says
    ├── DeviceError        a device did not answer, or answered nonsense
    │   └── ConnectionLostError  it was lost in the middle: asking again may help
    ├── EmulatorError      the emulated Pi cannot be made, started or counted on
    ├── ImageError         a pipeline for a cluster does not say what its images hold
    ├── ClusterError       a Kubeflow server refuses, or is not one
    │   └── ClusterLostError  it did not answer: asking again may help
    ├── EvidenceError      a report is missing, damaged or about another model
    ├── TrackingError      the MLflow server cannot be reached or refuses
    └── PromotionError     a version cannot be moved: somebody was faster, or its way is not on record
"""


class KwsError(Exception):
    """Base of all our errors."""


class ParamsError(KwsError):
    """Parameters are unknown, missing or out of range."""


class OutputError(KwsError):
    """What is written cannot go where it was asked for."""


class SourceError(KwsError):
    """Recordings cannot be had from their source."""


class ClipError(KwsError):
    """A recording cannot be used."""


class DatasetError(KwsError):
    """Clips or features do not make a data set."""


class FrontEndError(KwsError):
    """Two parts that must share a front end do not."""


class TrainingError(KwsError):
    """Training or pruning did not reach what it must."""


class ModelError(KwsError):
    """A model file is not what its manifest says."""


class DeviceError(KwsError):
    """A device did not answer, or answered nonsense."""


class ConnectionLostError(DeviceError):
    """A device was lost in the middle; asking again may help."""


class EmulatorError(KwsError):
    """The emulated Pi cannot be made, started or counted on."""


class ImageError(KwsError):
    """A pipeline for a cluster does not say what its images hold."""


class ClusterError(KwsError):
    """A Kubeflow server refuses, or is not one."""


class ClusterLostError(ClusterError):
    """A Kubeflow server did not answer; asking again may help."""


class EvidenceError(KwsError):
    """A report is missing, damaged or about another model."""


class TrackingError(KwsError):
    """The MLflow server cannot be reached or refuses."""


class PromotionError(KwsError):
    """A version cannot be moved: somebody was faster, or its way is not on record."""
