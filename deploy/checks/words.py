"""Every word on a page goes through translation: no bare text, no bare label in an attribute."""

import re
from pathlib import Path

from deploy.checks.sources import place, template_files

BLOCKS = (
    r"{#.*?#}",
    r"{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}",
    r"{%\s*blocktrans(?:late)?\b.*?%}.*?{%\s*endblocktrans(?:late)?\s*%}",
    r"{%\s*verbatim\b.*?%}.*?{%\s*endverbatim\s*%}",
    r"<!--.*?-->",
    r"<!doctype[^>]*>",
    r"<(script|style|svg|code|kbd|pre|samp)\b.*?</\1\s*>",
    r"{%.*?%}",
    r"{{.*?}}",
)
HIDDEN = re.compile("|".join(BLOCKS), re.DOTALL | re.IGNORECASE)
SAME_IN_ALL = re.compile(r"<(\w+)\b[^>]*\btranslate\s*=\s*[\"']no[\"'][^>]*>[^<]*</\1\s*>")
TAG = re.compile(r"<!?/?[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.DOTALL)
SPOKEN = re.compile(
    r"(?<![\w:-])(?:placeholder|title|alt|aria-label|aria-description|label|heading|hint|help|subtitle"
    r"|description|message|caption)\s*=\s*(\"[^\"]*\"|'[^']*')",
    re.DOTALL,
)
# Blocks that are no text of the page: they fill an attribute, an address or the head.
SILENT_BLOCK = re.compile(
    r"{%\s*block\s+\w*(?:class|attrs|data|lang|dir|url|path|width|manifest)\w*\s*%}.*?{%\s*endblock\b.*?%}",
    re.DOTALL,
)
# A tag whose name or end is made by the template is still a tag.
MADE_TAG = re.compile(r"(?<=<){{.*?}}|(?<=</){{.*?}}", re.DOTALL)
WORD = re.compile(r"[A-Za-z\u0600-\u06ff]{2,}")
ENTITY = re.compile(r"&#?\w+;")
# Names and short forms that are the same in every language.
SAMPLES = "kit"
"""The folder of pages that show the components with sample names, codes and figures."""
NAMES = {"EduPro", "VdoCipher", "Stripe", "Razorpay", "EGP", "API", "OpenAPI", "JSON", "CSV", "PDF"}
NAMES |= {"WhatsApp", "URL", "HTML", "ID", "MB", "GB", "kB"}


def problems(*, project: Path) -> list[str]:
    found = []
    for path in template_files(project=project):
        if path.suffix != ".html" or SAMPLES in path.parts:
            continue
        text = path.read_text()
        for at, words in _bare(text):
            found.append(f"{place(path, project, text, at)}: “{words}” is not translated")
    return found


def _bare(text: str) -> list[tuple[int, str]]:
    visible = MADE_TAG.sub(lambda match: "x" * len(match[0]), SILENT_BLOCK.sub(_blank, text))
    visible = SAME_IN_ALL.sub(_blank, HIDDEN.sub(_blank, visible))
    spoken = [
        (tag.start() + match.start(), match[1][1:-1].strip())
        for tag in TAG.finditer(visible)
        for match in SPOKEN.finditer(tag[0])
        if _has_words(match[1])
    ]
    lines = re.finditer(r"[^\n]+", TAG.sub(_blank, visible))
    return spoken + [(line.start(), line[0].strip()) for line in lines if _has_words(line[0])]


def _has_words(text: str) -> bool:
    # X stands for any letter in the picture of a code.
    return any(word not in NAMES and set(word) != {"X"} for word in WORD.findall(ENTITY.sub(" ", text)))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
