from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Static files are the same for every school. Use `collectstatic`."
