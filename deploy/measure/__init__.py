"""Measurements that are run by hand: each prints its figures and cleans up after itself."""
