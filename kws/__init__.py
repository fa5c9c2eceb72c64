"""The product: from recordings to a keyword spotter on a device. Each room imports only the rooms before it."""
