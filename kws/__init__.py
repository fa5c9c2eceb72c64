"""The product: from recordings to a keyword spotter on a device. Each room imports only those that stand before it."""
