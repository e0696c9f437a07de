from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Use `create_school`: it claims a ready schema and opens the school with its owner."
