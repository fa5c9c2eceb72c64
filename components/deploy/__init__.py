"""A registered version → a device that listens with it; what runs there, told and taken back."""
