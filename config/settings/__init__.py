"""Settings, one page per concern. `development`, `test` and `production` put them together."""
