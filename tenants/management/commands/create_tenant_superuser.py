from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Accounts belong to the platform, not to a school. Use `createsuperuser`."
