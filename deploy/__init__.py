"""What runs around the product: the environment, the suite, the checks, production files."""
