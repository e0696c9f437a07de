from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Schema names never change and say nothing. A school's name in the address is its username."
