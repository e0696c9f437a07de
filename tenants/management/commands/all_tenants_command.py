from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Use `each_school COMMAND`: it runs the command inside every active school."
