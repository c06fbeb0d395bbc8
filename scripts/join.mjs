// join.mjs DIRECTORY: joins the files of the split site, so that a page loads few files. It runs after wasm-opt and before the script is
// minified.
//
// The splitter writes a module for each set of islands that share code. The hall of an event needs a dozen of them, most of a few
// kilobytes, and a browser with HTTP/1.1 loads six files at a time. This script moves these modules into sections of other files:
//
// - Modules that all islands need move to the main WebAssembly.
// - Modules that some islands need move to a shared file. Every island that loads a shared file needs all of its modules.
// - The other modules move to the own file of each island that needs them.
//
// So the first visit of a page loads no byte that it does not need. An island on the page of an event loads at most SHARED shared files. It
// carries further modules in its own file, so visitors of other pages load these modules again. A greedy search picks, in each step, the
// change that repeats the fewest bytes. No module is instantiated twice (scripts/parts.js).
//
// The main script loads the files, so the splitter's own script is not needed. The manifest lists the files that each island needs besides
// the main ones.
//
// If any input has an unexpected form, the build fails.
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { CUSTOM, PART, sections, text, together } from "./wasm.mjs";

const MAIN = "frontrow";
const LOADER = "__wasm_split.______________________.js";
const MANIFEST = "__wasm_split_manifest.json";
// The islands on the page of an event. A page has only one of them.
const OF_EVENT = /^(live_hall|opening_clock)_loader_/;
// The style, the main script, the main WebAssembly, the own file, two fonts and two shared files make eight files. scripts/check-weight
// checks the sum.
const SHARED = 2;

const directory = process.argv[2];
const path = (name) => join(directory, name);
const read = (name) => readFileSync(path(name), "utf8");
const wasm = (file) => path(`${file}.wasm`);
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
const once = (list) => [...new Set(list)];

// The modules that each island needs, from the splitter's manifest, and the islands that need each module.
const needs = JSON.parse(read(MANIFEST));
const islands = Object.keys(needs).sort();
const own = (island) => `split_${island}`;
const partsOf = (island) => needs[island].filter((file) => file !== own(island));
const parts = once(islands.flatMap(partsOf)).sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
assert.ok(parts.every((part) => PART.test(part)), `parts named ${parts}`);
assert.equal(islands.filter((island) => OF_EVENT.test(island)).length, 2, "the islands of events");
const usersOf = (part) => islands.filter((island) => needs[island].includes(part));

// The modules without custom sections, which browsers ignore. Modules share functions, memory and globals through the main module, so none
// of them exports anything or has a start function.
const code = new Map(parts.map((part) => [part, together(sections(readFileSync(wasm(part))).filter(({ id }) => id !== CUSTOM))]));
for (const [part, bytes] of code) {
    assert.ok(WebAssembly.validate(bytes), part);
    const module = new WebAssembly.Module(bytes);
    assert.deepEqual(WebAssembly.Module.exports(module), [], `exports of ${part}`);
    assert.ok(WebAssembly.Module.imports(module).every(({ module }) => module === "__wasm_split"), `imports of ${part}`);
}
const weights = new Map(parts.map((part) => [part, brotliCompressSync(code.get(part)).length]));
const weigh = (of) => sum(of.map((part) => weights.get(part)));

// Shared files: the islands that load each one and the modules that it carries. Merges files with the same islands. A module with a single
// user is not shared.
const shareable = (files) => {
    const byUsers = new Map();
    for (const { users, carries } of files) {
        if (users.length < 2) continue;
        const key = users.join(" ");
        byUsers.set(key, { users, carries: [...(byUsers.get(key)?.carries ?? []), ...carries] });
    }
    return [...byUsers.keys()].sort().map((key) => byUsers.get(key));
};

// The number of repeated bytes if only `users` still share the file. The own file of each other island then carries the modules.
const cost = (file, users) => weigh(file.carries) * (file.users.length - Math.max(users.length, 1));

// All ways to load fewer files. Each has the replaced files, their replacement, the islands that load fewer files, and the cost.
const ways = (files) => {
    const found = [];
    const add = (instead, users) => {
        const carries = instead.flatMap((file) => file.carries);
        // Either fewer islands share the file, or one file replaces two.
        const loads = once(instead.flatMap((file) => file.users)).filter((island) => {
            const before = instead.filter((file) => file.users.includes(island)).length;
            return before > (users.length > 1 && users.includes(island) ? 1 : 0);
        });
        found.push({ instead, users, carries, relieves: loads, cost: sum(instead.map((file) => cost(file, users))) });
    };
    files.forEach((file, at) => {
        for (const island of file.users) add([file], file.users.filter((user) => user !== island));
        for (const other of files.slice(at + 1)) {
            const both = file.users.filter((user) => other.users.includes(user));
            if (both.length > 1) add([file, other], both);
        }
    });
    return found;
};

const ofMain = parts.filter((part) => usersOf(part).length === islands.length);
let shared = shareable(parts.filter((part) => !ofMain.includes(part)).map((part) => ({ users: usersOf(part), carries: [part] })));
for (;;) {
    const loadsTooMany = (island) => OF_EVENT.test(island) && shared.filter(({ users }) => users.includes(island)).length > SHARED;
    const [first, ...others] = ways(shared).filter(({ relieves }) => relieves.some(loadsTooMany));
    if (!first) break;
    const best = others.reduce((cheapest, way) => (way.cost < cheapest.cost ? way : cheapest), first);
    shared = shareable([...shared.filter((file) => !best.instead.includes(file)), best]);
}
const named = shared.map(({ users, carries }, at) => ({ name: `shared_${at + 1}`, users, carries }));

// The files that each island loads, as `[file, ...modules]`. The main WebAssembly has an empty name.
const loads = new Map(
    islands.map((island) => {
        const files = [["", ...ofMain], ...named.filter(({ users }) => users.includes(island)).map(({ name, carries }) => [name, ...carries])];
        const elsewhere = files.flatMap(([, ...carried]) => carried);
        const rest = partsOf(island).filter((part) => !elsewhere.includes(part));
        const loaded = [...files, [own(island), ...rest]].filter(([, ...carried]) => carried.length > 0);
        assert.deepEqual(loaded.flatMap(([, ...carried]) => carried).sort(), partsOf(island).sort(), `what ${island} needs`);
        return [island, loaded];
    }),
);

// Appends the modules to the file as sections. Creates the file if it does not exist.
const carry = (file, carries) => {
    const before = existsSync(wasm(file)) ? sections(readFileSync(wasm(file))) : [];
    const added = carries.map((part) => ({ id: CUSTOM, body: Buffer.concat([text(part), code.get(part)]) }));
    const bytes = together([...before, ...added]);
    const module = new WebAssembly.Module(bytes);
    for (const part of carries) assert.equal(WebAssembly.Module.customSections(module, part).length, 1, `${part} in ${file}`);
    writeFileSync(wasm(file), bytes);
};

carry(MAIN, ofMain);
for (const { name, carries } of named) carry(name, carries);
const needed = {};
const entries = [];
const loader = (island) => `__wasm_split_load_${island}`;
for (const [island, loaded] of loads) {
    const copied = loaded.find(([file]) => file === own(island))?.slice(1) ?? [];
    if (copied.length > 0) carry(own(island), copied);
    // An island whose code equals that of another has no file.
    const ownFiles = existsSync(wasm(own(island))) ? [own(island)] : [];
    needed[island] = [...named.filter(({ users }) => users.includes(island)).map(({ name }) => name), ...ownFiles];
    entries.push(`${loader(island)}: wrapAsyncCb(load(${JSON.stringify(loaded)}, ${JSON.stringify(ownFiles)})),`);
}

// The splitter's loader. Its shared imports and its callbacks stay; its loading code is replaced.
const written = read(LOADER);
const found = /^import \{ initSync \} from "\.\/frontrow\.js";\n(?<kept>.*?)^function makeLoad\((?<loading>.*)$/ms.exec(written)?.groups;
assert.ok(found, "a loader of the known form");
const loading = [...found.loading.matchAll(/^export const (\w+) = wrapAsyncCb\(makeLoad\(/gm)].map(([, name]) => name);
assert.deepEqual(loading.sort(), islands.map(loader).sort(), "the islands of the loader");
const mentioned = once([...found.loading.matchAll(/"\.\/(\w+)\.wasm"/g)].map(([, file]) => file));
assert.deepEqual(mentioned.sort(), once(Object.values(needs).flat()).sort(), "the files of the loader");
assert.ok(!/\bexport\b|\bimport\b/.test(found.kept), "exports of the loader");

// The main script imports the loader once for each island.
const script = read(`${MAIN}.js`);
const imported = [...script.matchAll(new RegExp(`^ *import \\* as (import\\d+) from "\\./${LOADER}";?\\n`, "gm"))];
assert.ok(imported.length > 0, "imports of the loader in the main script");
let joined = script;
imported.forEach(([line, name], at) => {
    const handed = `"./${LOADER}": ${name},`;
    for (const known of [line, handed]) assert.equal(joined.split(known).length, 2, `${known.trim()} in the main script`);
    joined = joined.replace(line, "").replace(handed, at === 0 ? `"./${LOADER}": loaders,` : "");
});
assert.ok(/\blet wasmModule,/.test(joined) && /\bwasmModule = module;/.test(joined), "the main WebAssembly in the main script");
assert.ok(!/\bloaders\b/.test(script), "a name for the loaders");
const runtime = readFileSync(new URL("parts.js", import.meta.url), "utf8");
// The splitter lists shared names in random order, which would change the hash of the site.
const inOrder = found.kept.replace(/\{ ((?:\w+, )+) \}/g, (_, names) => `{ ${names.split(", ").filter(Boolean).sort().join(", ")} }`);
const all = [joined, "const loaders = (() => {", inOrder, runtime, "return {", ...entries, "};", "})();", ""];
writeFileSync(path(`${MAIN}.js`), all.join("\n"));
writeFileSync(path(MANIFEST), `${JSON.stringify(needed, null, 2)}\n`);
for (const part of parts) rmSync(wasm(part));
rmSync(path(LOADER));

const copies = (part) => once([...loads.values()].flat().filter(([, ...carried]) => carried.includes(part)).map(([file]) => file)).length;
const twice = sum(parts.map((part) => weights.get(part) * (copies(part) - 1)));
console.error(`    ${parts.length} shared modules in ${named.length} shared files; ${twice} bytes are repeated`);
