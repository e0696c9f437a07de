"""The library's name for `migrate`; ours does the whole fleet."""

from tenants.management.commands.migrate import Command as Command
