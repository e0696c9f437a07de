from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Remove domains in the school's settings, so that they are forgotten everywhere."
