"""Pages about access codes."""
