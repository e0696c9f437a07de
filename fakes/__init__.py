"""Stand-ins for services on the internet: on the loopback, in memory, with faults on request.

The product never imports them; tests and the demo speak with them as with the real ones.
"""
