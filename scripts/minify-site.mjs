// minify-site.mjs LIBRARIES DIRECTORY: bundles and minifies style/ to frontrow.css in DIRECTORY, and minifies frontrow.js there. LIBRARIES
// is the folder in which npm installed lightningcss and swc. scripts/site runs it in the checkout.
// The libraries and their options are those of cargo-leptos, with which `make dev` builds.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [libraries, directory] = process.argv.slice(2);
const installed = createRequire(join(libraries, "package.json"));
const { bundle } = installed("lightningcss");
const { minifySync } = installed("@swc/core");

// Converts "chrome 109, safari 26.1" for lightningcss: a number per browser, with a byte for each part of the version.
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
