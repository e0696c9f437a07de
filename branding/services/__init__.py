"""Where colours come from, which pages stand in which menu, and how mail looks.

`brands` a school's colours, name and logo, `menus` the places in the menus, `mails` the frame of mail. Apps
register brands and places in `AppConfig.ready`, so there is no import upwards.
"""

from branding.services.brands import (
    FRESH_SECONDS,
    Brand,
    BrandSource,
    SchoolBrand,
    forget_brand,
    get_brand,
    register_brand_source,
)
from branding.services.mails import render_letter, send_framed_mail
from branding.services.menus import list_nav_items, register_nav_item

__all__ = [
    "FRESH_SECONDS",
    "Brand",
    "BrandSource",
    "SchoolBrand",
    "forget_brand",
    "get_brand",
    "list_nav_items",
    "register_brand_source",
    "register_nav_item",
    "render_letter",
    "send_framed_mail",
]
