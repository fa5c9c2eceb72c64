"""Listening on the device: sound as it comes, and the words that are acted on. Started there as `kws-listen`."""
