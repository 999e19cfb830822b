from contact.models.enquiry import Enquiry
from contact.models.flood import AddressCount

__all__ = ["AddressCount", "Enquiry"]
