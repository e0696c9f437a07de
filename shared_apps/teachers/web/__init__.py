"""Pages about schools: opening one on the platform, its colours in the dashboard."""
