// Everything here improves a page that already works without it.
import { start as startCode } from "./code_input.js";
import { start as startCopy } from "./copy.js";
import { start as startDialogs } from "./dialogs.js";
import { start as startForms } from "./forms.js";
import { start as startInstalling } from "./installing.js";
import { start as startMenus } from "./menus.js";
import { start as startReveal } from "./reveal.js";
import { start as startShare } from "./share.js";
import { start as startSort } from "./sort.js";
import { start as startTabs } from "./tabs.js";
import { start as startTheme } from "./theme.js";
import { start as startToasts } from "./toasts.js";
import { start as startUpload } from "./upload.js";

for (const start of [startReveal, startMenus, startDialogs, startCopy, startCode, startForms, startInstalling, startShare, startSort, startTabs, startTheme, startToasts, startUpload]) {
  start();
}
document.documentElement.dataset.kit = "ready";
