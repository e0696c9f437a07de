"""What the strict content policy refuses at run time is refused here: inline style, script, handlers."""

import re
from pathlib import Path

from deploy.checks.sources import place, template_files

TEMPLATE_COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"<([a-zA-Z][\w.:-]*)((?:{%.*?%}|{{.*?}}|\"[^\"]*\"|'[^']*'|[^>\"'])*)>", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
QUOTED = re.compile(r"=\s*(\"[^\"]*\"|'[^']*')", re.DOTALL)
STYLE = re.compile(r"(?<![\w:.-])(?::|x-bind:)?style\s*=")
HANDLER = re.compile(r"(?<![\w:@.-])(on[a-z]{3,})\s*=")
DATA_SCRIPT = re.compile(r"""type\s*=\s*["']application/(?:ld\+)?json["']""")
SCRIPT_URL = re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE)


def problems(*, project: Path) -> list[str]:
    found = []
    for path in template_files(project=project):
        if path.suffix != ".html" or _is_mail(path):
            continue
        text = TEMPLATE_COMMENT.sub(_blank, path.read_text())
        for match in TAG.finditer(text):
            found += [
                f"{place(path, project, text, match.start())}: {fault}"
                for fault in faults(tag=match[1].lower(), attributes=match[2])
            ]
    return found


def faults(*, tag: str, attributes: str) -> list[str]:
    """What the policy would refuse in one opening tag."""
    names = QUOTED.sub('=""', TEMPLATE_TAG.sub(" ", attributes))
    found = [f"inline handler {name}= on <{tag}>" for name in HANDLER.findall(names)]
    if STYLE.search(names):
        found.append(f"inline style= on <{tag}>")
    if tag == "style":
        found.append("inline <style>")
    if tag == "script" and not re.search(r"(?<![\w-])src\s*=", names) and not DATA_SCRIPT.search(attributes):
        found.append("inline <script>")
    if SCRIPT_URL.search(attributes):
        found.append(f"javascript: address on <{tag}>")
    return found


def _is_mail(path: Path) -> bool:
    """Mail readers know no style sheets and no policy."""
    return "mail" in path.parts or "email" in path.parts or "pdf" in path.parts


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
