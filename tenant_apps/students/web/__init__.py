"""Pages where students sign up, sign in and keep their data."""
