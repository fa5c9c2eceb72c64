"""A Raspberry Pi for machines without one: arm64 user space under qemu, behind SSH; its instructions counted."""
