"""Bring every school's schema to the head of this release, and prove that it is there.

A ledger in the public schema says at which head each school is, so that a run with nothing to do
is one query. What is pending is rendered once per former head and replayed in each school in a
transaction of its own: interrupted runs go on where they stopped. Schools are at mixed heads for
minutes; a release has to work with both (expand first, contract in a later release).
"""

from tenants.fleet.ledger import Spread, fleet_spread, schools_behind
from tenants.fleet.runner import FleetBusy, Outcome, Progress, migrate_fleet
from tenants.fleet.verify import Difference, verify_fleet

__all__ = [
    "Difference",
    "FleetBusy",
    "Outcome",
    "Progress",
    "Spread",
    "fleet_spread",
    "migrate_fleet",
    "schools_behind",
    "verify_fleet",
]
