"""Pictures drawn from a school's name, colours and logo, as PNG bytes.

`lettering` sets words in our own faces, right to left included; `ground` is the star and its pattern;
`icons` are squares for home screens; `cards` what is shown where a link is shared.
"""

from branding.rules.pictures.cards import CARD_SIZE, CardWords, draw_card
from branding.rules.pictures.icons import ICON_SIZES, IconShape, draw_icon

__all__ = ["CARD_SIZE", "ICON_SIZES", "CardWords", "IconShape", "draw_card", "draw_icon"]
