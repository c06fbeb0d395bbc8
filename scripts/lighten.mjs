// lighten.mjs DIRECTORY: removes what browsers do not use from the built site. It runs before the files are compressed.
//
// - Imports and exports between the main WebAssembly and its script have names that end in hashes, which do not compress. They become short
//   names. Names that pages and other files use stay as they are.
// - The classes with which scripts read Rust streams (wasm-streams) are removed, because the site has no such streams.
// - Custom sections of WebAssembly (producers, target features) are removed from every file, because browsers ignore them.
// - The script that loads the split files loses its comments. (Only in scripts/site --plain: scripts/join.mjs writes this script into the
//   main script.)
//
// If any input has an unexpected form, the build fails. That is better than a site that does not hydrate.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CUSTOM, EXPORTS, FUNCTION, IMPORTS, PART, Reader, number, sections, text, together } from "./wasm.mjs";

const MAIN = "frontrow";
const SPLITTER = /^__wasm_split\..*\.js$/;

const directory = process.argv[2];
const written = new Map();

// The sections without custom sections, except the modules that scripts/join.mjs stored in some.
const needed = (wasm) => sections(wasm).filter(({ id, body }) => id !== CUSTOM || PART.test(new Reader(body).text()));

// The imports that a section lists. All imports of the main file are functions.
const imports = (body) => {
    const reader = new Reader(body);
    return Array.from({ length: reader.number() }, () => {
        const [module, name] = [reader.text(), reader.text()];
        assert.equal(reader.take(1)[0], FUNCTION, `the import ${name}`);
        return { module, name, type: reader.number() };
    });
};

const exports = (body) => {
    const reader = new Reader(body);
    return Array.from({ length: reader.number() }, () => ({ name: reader.text(), kind: reader.take(1)[0], index: reader.number() }));
};

// Short names: a, b, … z, aa, ab and so on, in the order of `names`.
const short = (names, prefix = "") =>
    new Map(
        names.map((name, at) => {
            let letters = "";
            for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
                letters = String.fromCharCode(97 + ((rest - 1) % 26)) + letters;
            }
            return [name, prefix + letters];
        }),
    );

// Replaces each matched name in the script, and checks that none is missing. With `once`, each must occur exactly once.
const renamed = (script, pattern, names, once) => {
    const seen = new Map();
    const result = script.replace(pattern, (name) => {
        if (!names.has(name)) return name;
        seen.set(name, (seen.get(name) ?? 0) + 1);
        return names.get(name);
    });
    for (const name of names.keys()) assert.ok(once ? seen.get(name) === 1 : seen.has(name), `${name} in the script`);
    return result;
};

// The classes of wasm-streams in the minified script, and their finalization registries.
const STREAMS = /export class (IntoUnderlying\w+)\{.*?\}Symbol\.dispose&&\(\1\.prototype\[Symbol\.dispose\]=\1\.prototype\.free\);/g;
const FORGOTTEN = /,[\w$]+="u"<typeof FinalizationRegistry\?[^?]*?:new FinalizationRegistry\([\w$]+=>[\w$]+\.__wbg_intounderlying\w+\([^)]*\)\)/g;
// The functions of these classes.
const OF_STREAMS = /^(__wbg_)?intounderlying/;

const withoutStreams = (script) => {
    for (const pattern of [STREAMS, FORGOTTEN]) {
        assert.equal([...script.matchAll(pattern)].length, 3, "the classes of wasm-streams");
        script = script.replace(pattern, "");
    }
    assert.ok(!/intounderlying/i.test(script), "a name of wasm-streams");
    return script;
};

// Shortens the names of imports and exports in the main WebAssembly and its script.
const lightenMain = () => {
    const glue = `./${MAIN}_bg.js`;
    const parts = needed(readFileSync(join(directory, `${MAIN}.wasm`)));
    const listed = imports(parts.find(({ id }) => id === IMPORTS).body);
    const given = exports(parts.find(({ id }) => id === EXPORTS).body).filter(({ name }) => !OF_STREAMS.test(name));
    const taken = short(listed.filter(({ module }) => module === glue).map(({ name }) => name));
    // Pages call islands by name, and split files import shared functions by name. Only exports with mangled Rust names are used by the
    // script alone.
    const called = short(given.map(({ name }) => name).filter((name) => name.startsWith("_ZN")), "$");

    let script = withoutStreams(readFileSync(join(directory, `${MAIN}.js`), "utf8"));
    assert.equal(script.split(`"${glue}":`).length, 2, "the imports in the script");
    // Keys of the imports object, and members of the exports object.
    script = renamed(script, /[\w$]+(?=:)/g, taken, true);
    script = renamed(script, /(?<=\.)[\w$]+/g, called, false).replace(`"${glue}":`, "_:");
    const wasm = parts.map(({ id, body }) => {
        if (id === IMPORTS) {
            const all = listed.map(({ module, name, type }) => {
                const from = module === glue ? [text("_"), text(taken.get(name))] : [text(module), text(name)];
                return Buffer.concat([...from, Buffer.from([FUNCTION]), number(type)]);
            });
            return { id, body: Buffer.concat([number(all.length), ...all]) };
        }
        if (id === EXPORTS) {
            const all = given.map(({ name, kind, index }) => Buffer.concat([text(called.get(name) ?? name), Buffer.from([kind]), number(index)]));
            return { id, body: Buffer.concat([number(all.length), ...all]) };
        }
        return { id, body };
    });
    written.set(`${MAIN}.js`, Buffer.from(script)).set(`${MAIN}.wasm`, together(wasm));
};

lightenMain();
for (const file of readdirSync(directory)) {
    if (file.endsWith(".wasm") && !written.has(file)) written.set(file, together(needed(readFileSync(join(directory, file)))));
    if (SPLITTER.test(file)) {
        const lines = readFileSync(join(directory, file), "utf8").split("\n").map((line) => line.trim());
        written.set(file, Buffer.from(lines.filter((line) => line !== "" && !/^\/\/|^\/\*.*\*\/$/.test(line)).join("\n")));
    }
}
for (const [file, bytes] of written) {
    if (file.endsWith(".wasm")) assert.ok(WebAssembly.validate(bytes), file);
    writeFileSync(join(directory, file), bytes);
}
