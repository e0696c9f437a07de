"""Pages about lessons and their videos."""
