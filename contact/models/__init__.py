from contact.models.enquiry import Enquiry
from contact.models.flood import AddressCount
from contact.models.handling import MorningRound, Note, Reply, Step
from contact.models.template import ReplyTemplate

__all__ = [
    "AddressCount",
    "Enquiry",
    "MorningRound",
    "Note",
    "Reply",
    "ReplyTemplate",
    "Step",
]
