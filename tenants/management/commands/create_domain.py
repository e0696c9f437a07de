from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = "Domains are verified before they serve: add them in the school's settings."
