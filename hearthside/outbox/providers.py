"""Who carries a message out of the house. `settings.OUTBOX_PROVIDERS` names one class for each channel that has one.

A channel without a provider is carried by people: the outbox page shows what to send and they press "I sent it".
"""

import smtplib
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.utils.module_loading import import_string

from hearthside.outbox.models import Message


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery ended. `code` is a short word of ours, never the text of a server, which may quote the address."""

    sent: bool = False
    again: bool = False
    code: str = ""
    provider_id: str = ""


SENT = Outcome(sent=True)


class Unclear(Exception):
    """The line broke after the message was handed over: it may have gone out. A person decides, so nothing goes twice."""


class Provider(Protocol):
    def send(self, message: Message) -> Outcome:
        """Hand one message over, once. Raises Unclear when it cannot know whether it went out."""


def provider_for(channel: str) -> Provider:
    return import_string(settings.OUTBOX_PROVIDERS[channel])()


class SmtpMail:
    """Mail through the server of HEARTHSIDE_EMAIL_URL."""

    def send(self, message: Message) -> Outcome:
        connection = get_connection()
        try:
            connection.open()
        except smtplib.SMTPAuthenticationError:
            return Outcome(again=True, code="mail_server_password")
        except (OSError, smtplib.SMTPException):
            return Outcome(again=True, code="mail_server_unreachable")
        try:
            return self._hand_over(message, connection)
        finally:
            connection.close()

    def _hand_over(self, message: Message, connection) -> Outcome:
        mail = EmailMessage(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.to], connection=connection)
        try:
            mail.send()
        except BadHeaderError:
            return Outcome(code="bad_address")
        except smtplib.SMTPRecipientsRefused:
            return Outcome(code="address_refused")
        except smtplib.SMTPResponseException as error:
            return Outcome(again=400 <= error.smtp_code < 500, code=f"mail_server_{error.smtp_code}")
        except (OSError, smtplib.SMTPException) as error:
            raise Unclear from error
        return SENT
