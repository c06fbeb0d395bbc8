// lighten.mjs DIRECTORY: leaves out of the built site what browsers do not use. Run before the files are compressed.
//
// - The names by which the main WebAssembly and its script know each other end in hashes, which no compression makes smaller: they become
//   letters. The names that pages and other files use stay as they are.
// - Scripts could read streams of Rust through classes of wasm-streams. Nothing makes such streams.
// - WebAssembly says who made it and for which browsers, in every file again. No browser reads that.
// - The script that loads the split files comes with its comments (scripts/site --plain: scripts/join.mjs writes it into the main script).
//
// Anything that is not as it is known here ends it: better no site than one that does not come alive.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CUSTOM, EXPORTS, FUNCTION, IMPORTS, PART, Reader, number, sections, text, together } from "./wasm.mjs";

const MAIN = "frontrow";
const SPLITTER = /^__wasm_split\..*\.js$/;

const directory = process.argv[2];
const written = new Map();

// The sections of WebAssembly without those that say nothing to browsers. The modules that scripts/join.mjs put into sections stay.
const needed = (wasm) => sections(wasm).filter(({ id, body }) => id !== CUSTOM || PART.test(new Reader(body).text()));

// What a section of imports lists: all of the main file are functions.
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

// a, b, … z, aa, ab and so on, in the order of what is named.
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

// Writes `to` for each of the names that `pattern` finds in the script, and sees to it that none is missing. `once`: each is there once.
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

// The classes of wasm-streams in the small script, and what calls their functions when a value of theirs is forgotten.
const STREAMS = /export class (IntoUnderlying\w+)\{.*?\}Symbol\.dispose&&\(\1\.prototype\[Symbol\.dispose\]=\1\.prototype\.free\);/g;
const FORGOTTEN = /,[\w$]+="u"<typeof FinalizationRegistry\?[^?]*?:new FinalizationRegistry\([\w$]+=>[\w$]+\.__wbg_intounderlying\w+\([^)]*\)\)/g;
// Their functions.
const OF_STREAMS = /^(__wbg_)?intounderlying/;

const withoutStreams = (script) => {
    for (const pattern of [STREAMS, FORGOTTEN]) {
        assert.equal([...script.matchAll(pattern)].length, 3, "the classes of wasm-streams");
        script = script.replace(pattern, "");
    }
    assert.ok(!/intounderlying/i.test(script), "a name of wasm-streams");
    return script;
};

// The main WebAssembly and its script, with short names for imports and exports.
const lightenMain = () => {
    const glue = `./${MAIN}_bg.js`;
    const parts = needed(readFileSync(join(directory, `${MAIN}.wasm`)));
    const listed = imports(parts.find(({ id }) => id === IMPORTS).body);
    const given = exports(parts.find(({ id }) => id === EXPORTS).body).filter(({ name }) => !OF_STREAMS.test(name));
    const taken = short(listed.filter(({ module }) => module === glue).map(({ name }) => name));
    // Pages call islands by name, and the split files what they share: only what is named as Rust names it inside is the script's alone.
    const called = short(given.map(({ name }) => name).filter((name) => name.startsWith("_ZN")), "$");

    let script = withoutStreams(readFileSync(join(directory, `${MAIN}.js`), "utf8"));
    assert.equal(script.split(`"${glue}":`).length, 2, "the imports in the script");
    // Keys of what the script hands over, and members of what it was given.
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
