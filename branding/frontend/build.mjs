// Builds everything a browser loads: style sheet, scripts, icons, fonts. Run by `npm run build`.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const out = join(here, "..", "static", "branding");
const modules = join(root, "node_modules");
const version = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;

function copyFonts() {
  mkdirSync(join(out, "fonts"), { recursive: true });
  for (const [name, subset] of [["inter", "latin"], ["cairo", "arabic"]]) {
    const home = join(modules, "@fontsource-variable", name);
    const target = `${name}-${subset}-${version(`@fontsource-variable/${name}`)}`;
    copyFileSync(join(home, "files", `${name}-${subset}-wght-normal.woff2`), join(out, "fonts", `${target}.woff2`));
    copyFileSync(join(home, "LICENSE"), join(out, "fonts", `${target}.LICENSE.txt`));
  }
}

// A source map is not shipped, so its address is taken off: a browser's tools would ask for it in vain.
function copyVendored() {
  mkdirSync(join(out, "js"), { recursive: true });
  const vendored = [
    ["htmx.org", "dist/htmx.min.js", "htmx", "LICENSE"],
    ["@alpinejs/csp", "dist/cdn.min.js", "alpine-csp", null],
  ];
  for (const [name, file, short, licence] of vendored) {
    const target = join(out, "js", `${short}-${version(name)}.min.js`);
    writeFileSync(target, readFileSync(join(modules, name, file), "utf8").replace(/\n?\/\/# sourceMappingURL=.*$/m, ""));
    const text = licence
      ? readFileSync(join(modules, name, licence), "utf8")
      : readFileSync(join(here, "licences", `${short}.txt`), "utf8");
    writeFileSync(target.replace(".min.js", ".LICENSE.txt"), text);
  }
}

function writeSprite() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").filter(Boolean);
  const symbols = names.map((name) => {
    const svg = readFileSync(join(modules, "lucide-static", "icons", `${name}.svg`), "utf8");
    const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "").trim()}</symbol>`;
  });
  writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  copyFileSync(join(modules, "lucide-static", "LICENSE"), join(out, "icons.LICENSE.txt"));
}

async function bundleScripts() {
  await build({
    entryPoints: { kit: join(here, "js", "kit.js"), player: join(here, "js", "player.js"), uploader: join(here, "js", "uploader.js"), waiting: join(here, "js", "waiting.js"), brand: join(here, "js", "brand.js"), exam: join(here, "js", "exam.js"), grading: join(here, "js", "grading.js"), printing: join(here, "js", "printing.js"), outline: join(here, "js", "outline.js"), worker: join(here, "js", "worker.js"), offline: join(here, "js", "offline.js"), charts: join(here, "js", "charts.js") },
    bundle: true, minify: true, format: "esm", target: "es2020", outdir: join(out, "js"), legalComments: "none",
  });
}

function compileStyles() {
  const tailwind = join(modules, "@tailwindcss", "cli", "dist", "index.mjs");
  const sheet = join(out, "app.css");
  execFileSync(process.execPath, [tailwind, "-i", join(here, "app.css"), "-o", sheet, "--minify"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  copyFileSync(join(modules, "daisyui", "LICENSE"), join(out, "daisyui.LICENSE.txt"));
  // A data: address would be refused by the content policy; none may reach the sheet.
  const clean = readFileSync(sheet, "utf8").replace(/[\w-]+:\s*url\("data:[^"]*"\);?/g, "");
  if (clean.includes("url(data:") || clean.includes('url("data:')) throw new Error("a data: address is left in app.css");
  writeFileSync(sheet, clean);
}

function report() {
  for (const name of ["app.css", "icons.svg", ...readdirSync(join(out, "js")).filter((file) => file.endsWith(".js")).map((file) => join("js", file))]) {
    const bytes = readFileSync(join(out, name));
    console.log(`${name.padEnd(34)} ${String(bytes.length).padStart(7)} B  ${String(gzipSync(bytes).length).padStart(6)} B gzip`);
  }
}

for (const stale of readdirSync(join(out, "js"))) if (statSync(join(out, "js", stale)).isFile()) rmSync(join(out, "js", stale));
copyFonts();
copyVendored();
writeSprite();
await bundleScripts();
compileStyles();
report();
