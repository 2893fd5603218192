"""The try-it page: ask as on a phone, and see why. It records nothing."""
