"""Chats and webhooks through Apprise, whose addresses are secrets: nothing of them is ever told."""

from __future__ import annotations

import logging
import warnings

from meoktong.delivery.outcome import DeliveryError


def send(title: str, body: str, address: str) -> None:
    """Send plain text to an Apprise address. Raises `DeliveryError`."""
    try:
        with warnings.catch_warnings():  # some of its plugins import modules that Python is about to drop
            warnings.simplefilter("ignore", DeprecationWarning)
            from apprise import Apprise, AppriseAsset, NotifyFormat, OverflowMode

            logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # its log may hold parts of an address
            asset = AppriseAsset(app_id="meoktong", app_desc="meoktong", app_url="", secure_logging=True)
            service = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    except ImportError:
        raise DeliveryError('Apprise is not installed: pip install "meoktong[notify]"', again=False) from None
    if service is None:
        raise DeliveryError("not an address that Apprise knows", again=False)
    service.overflow_mode = OverflowMode.SPLIT  # a message that is too long for a service is sent in parts
    sender = Apprise(asset=asset)
    sender.add(service)
    if not sender.notify(title=title, body=body, body_format=NotifyFormat.TEXT):
        raise DeliveryError("the service did not take it", again=True)
