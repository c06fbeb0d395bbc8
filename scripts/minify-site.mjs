// minify-site.mjs LIBRARIES DIRECTORY: writes frontrow.css into DIRECTORY, one small file made of style/, and makes frontrow.js small, which is
// there. LIBRARIES is where npm installed lightningcss and swc. Run in the checkout, by scripts/site.
// The libraries and their options are those of cargo-leptos, with which `make dev` builds.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [libraries, directory] = process.argv.slice(2);
const installed = createRequire(join(libraries, "package.json"));
const { bundle } = installed("lightningcss");
const { minifySync } = installed("@swc/core");

// "chrome 109, safari 26.1" as lightningcss has it: a number for each browser, with a byte for each part of the version.
const [, query] = /^browserquery = "(.*)"$/m.exec(readFileSync("Cargo.toml", "utf8"));
const targets = Object.fromEntries(
    query.split(", ").map((browser) => {
        const [name, version] = browser.split(" ");
        const [major, minor = 0] = version.split(".").map(Number);
        return [name, (major << 16) | (minor << 8)];
    }),
);
writeFileSync(join(directory, "frontrow.css"), bundle({ filename: "style/main.css", minify: true, targets }).code);

const script = join(directory, "frontrow.js");
writeFileSync(script, minifySync(readFileSync(script, "utf8"), { compress: true, mangle: true, module: true }).code);
