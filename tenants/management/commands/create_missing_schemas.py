from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Use `refill_stock` for new schemas and `migrate_fleet --verify` to find missing ones."
