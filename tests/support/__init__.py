"""What several test files share: small real servers, devices and checkouts, and one small model with its reports."""
