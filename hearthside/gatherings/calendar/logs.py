"""What may not reach a log: the secret part of a private calendar address, which alone opens it."""

import logging

PRIVATE = "/calendar/private/"


class PrivateAddresses(logging.Filter):
    """Shortens such an address in every line, whether it was found or not."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(PRIVATE if isinstance(one, str) and one.startswith(PRIVATE) else one for one in record.args)
        return True
