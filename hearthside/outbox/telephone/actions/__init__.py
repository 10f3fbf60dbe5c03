"""What is done by telephone: hearing, stopping and starting, calls through the organisation's number, news of what was sent."""

from hearthside.outbox.telephone.actions.bridging import bridge_call
from hearthside.outbox.telephone.actions.hearing import hear, see_to_heard, start_number, stop_number

__all__ = ["bridge_call", "hear", "see_to_heard", "start_number", "stop_number"]
