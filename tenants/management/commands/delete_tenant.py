from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Use `drop_school`: it closes the school first and asks for its name twice."
