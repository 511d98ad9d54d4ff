"""What stands between the members of a Korean list, as pieces of patterns and as one."""

import re

BETWEEN = r"\s?(?:,|·|ㆍ|/)\s?|(?:와|과|이나|나|랑)\s|\s(?:및|또는)\s"
"""Marks and words that part two members, as alternatives: put it into a group."""

BRACKET = r"(?:\([^()\n]{1,20}\))?"
"""A short remark in brackets behind a member, or nothing."""

SEPARATED = re.compile(rf"{BRACKET}['’\"”]?(?:{BETWEEN})['‘\"“]?")
"""From the end of a member to the beginning of the next, which may be quoted."""
