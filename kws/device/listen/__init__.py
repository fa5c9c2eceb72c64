"""Listening on the device: a stream of sound, and the words that are acted on. Started there as `kws-listen`."""
