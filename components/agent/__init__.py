"""What runs on the device: test clips through front end and model, timed. Imports numpy and LiteRT only."""
