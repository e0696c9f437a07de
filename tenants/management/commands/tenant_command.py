from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Use `each_school --only USERNAME COMMAND`: it runs the command inside that school only."
