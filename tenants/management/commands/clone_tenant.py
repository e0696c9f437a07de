from tenants.management.refused import RefusedCommand


class Command(RefusedCommand):
    help = "Not used here."
    instead = (
        "Schools are not cloned: the library's copy loses the names of constraints. Use `create_school`."
    )
