"""The date filters: a lenient parser, ``strftime``, time zones and calendar arithmetic."""
