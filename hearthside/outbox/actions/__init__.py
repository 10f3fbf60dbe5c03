"""What is done with messages: queueing them inside an act, delivering them afterwards, what people decide, forgetting."""

from hearthside.outbox.actions.deciding import confirm_sending, leave_message, send_again, show_code
from hearthside.outbox.actions.delivering import MOST_TRIES, claim, deliver, hold_back, leave_late_messages
from hearthside.outbox.actions.forgetting import erase_old_words
from hearthside.outbox.actions.queueing import can_carry, queue_message, withdraw_messages

__all__ = [
    "MOST_TRIES",
    "can_carry",
    "claim",
    "confirm_sending",
    "deliver",
    "erase_old_words",
    "hold_back",
    "leave_late_messages",
    "leave_message",
    "queue_message",
    "send_again",
    "show_code",
    "withdraw_messages",
]
