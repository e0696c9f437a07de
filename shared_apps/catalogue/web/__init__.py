"""What visitors of the platform see."""
