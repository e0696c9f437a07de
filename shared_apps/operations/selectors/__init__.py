"""Reads of operators: `schools`, `notices`, `visits`, `audit`, `health`."""
