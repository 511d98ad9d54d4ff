"""Quotation marks as Korean newsrooms set them, to be put between the square brackets of a pattern."""

OPENING = "'‘\"“「『<《"
CLOSING = "'’\"”」』>》"
