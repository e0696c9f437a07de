"""Beside Latin digits Egypt writes the point; Django's comma would make 150,50 of a price."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
