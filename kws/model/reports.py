"""`reports/device.json`: which of its figures is the latency that counts."""

# An emulator's clock says nothing of a device: there the latency is modelled from the instructions, and called so.
MODELLED = "modelled_latency_ms"
MEASURED = "latency_ms"


def latency_key(kind: str) -> str:
    """The key of the latency in the report of such a device."""
    return MODELLED if kind == "emulated" else MEASURED
