"""The teacher's door."""
