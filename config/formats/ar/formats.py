"""Beside Latin digits Egypt writes the point and groups by threes; Django would make 150,50 of a price."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
