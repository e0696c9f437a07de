"""Rules of this house that no ready tool knows. Each module has `problems(project=…)`: lines to show."""
