"""What stands between the members of a Korean list, as pieces of patterns."""

BETWEEN = r"\s?(?:,|·|ㆍ|/)\s?|(?:와|과|이나|나|랑)\s|\s(?:및|또는)\s"
"""Marks and words that part two members, as alternatives: put it into a group."""

BRACKET = r"(?:\([^()\n]{1,20}\))?"
"""A short remark in brackets behind a member, or nothing."""
