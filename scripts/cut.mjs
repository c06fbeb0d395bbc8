// cut.mjs FROM TO: removes functions that are never called from the linked WebAssembly. It runs before the splitter, because
// functions have names only until then.
//
// These functions are referenced by pointers or exported to scripts, so neither the compiler nor the splitter can see that nothing calls
// them. A removed function traps (`unreachable`), and the splitter drops whatever only such functions call. Each keeps its size, so that
// all other offsets stay valid; wasm-opt shrinks it later.
//
// The compiler merges equal functions into one body under one of their names. So cut only functions that can equal nothing else. For
// example, hydrate_from_template of attributes is never called, but its body is also the `build` of some attributes.
//
// If a pattern matches nothing, or if something calls a removed function, the build fails.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { CODE, CUSTOM, FUNCTION, IMPORTS, Reader, number, sections, text, together } from "./wasm.mjs";

// The removed functions, by parts of their mangled names, in which each identifier comes after its length.
const CUT = [
    // Leptos can hydrate each kind of view in two ways. Islands are hydrated synchronously. This is the other way, for views whose code
    // loads late.
    /8into_any13hydrate_async/,
    // Rust streams that scripts read (wasm-streams), for streamed request bodies. The site sends none.
    /^(__wbg_)?intounderlying/,
];

// The functions that would call them.
const CALLERS = [/18hydrate_from_async|12hydrate_lazy/, /^__wbg_intounderlying\w*_new/];

const NAMES_OF_FUNCTIONS = 1;
// Kinds of imports besides functions.
const [TABLE, MEMORY, GLOBAL] = [1, 2, 3];
// A relocation of this kind is the index of a called function.
const CALL = 0;
// Relocations of these kinds end with an addend.
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);
// Opcodes.
const [UNREACHABLE, END] = [0x00, 0x0b];

const [from, to] = process.argv.slice(2);
const parts = sections(readFileSync(from));

// The custom section of this name, and a reader of its content after the name.
const custom = (name) => {
    for (const part of parts.filter(({ id }) => id === CUSTOM)) {
        const reader = new Reader(part.body);
        if (reader.text() === name) return { part, reader };
    }
    return assert.fail(`no section ${name}`);
};

const limits = (reader) => {
    if (reader.take(1)[0] & 1) reader.number();
    reader.number();
};

// The number of imported functions. They have the first indices.
const importedFunctions = () => {
    const reader = new Reader(parts.find(({ id }) => id === IMPORTS).body);
    let functions = 0;
    for (let left = reader.number(); left > 0; left -= 1) {
        reader.text();
        reader.text();
        const kind = reader.take(1)[0];
        assert.ok([FUNCTION, TABLE, MEMORY, GLOBAL].includes(kind), `an import of the kind ${kind}`);
        if (kind === FUNCTION) {
            functions += 1;
            reader.number();
        } else if (kind === GLOBAL) {
            reader.take(2);
        } else {
            if (kind === TABLE) reader.take(1);
            limits(reader);
        }
    }
    return functions;
};

// The names of functions by index.
const namesOfFunctions = () => {
    const { reader } = custom("name");
    while (!reader.done) {
        const kind = reader.take(1)[0];
        const listed = new Reader(reader.take(reader.number()));
        if (kind === NAMES_OF_FUNCTIONS) return new Map(Array.from({ length: listed.number() }, () => [listed.number(), listed.text()]));
    }
    return assert.fail("no names of functions");
};

const names = [...namesOfFunctions()];
for (const pattern of CALLERS) {
    assert.ok(!names.some(([, name]) => pattern.test(name)), `${pattern} calls what is cut`);
}
for (const pattern of CUT) {
    assert.ok(names.some(([, name]) => pattern.test(name)), `nothing is named ${pattern}`);
}
const nobodys = new Set(names.filter(([, name]) => CUT.some((pattern) => pattern.test(name))).map(([index]) => index));

// The ranges of removed code, relative to the start of the section.
const cut = [];
const code = parts.find(({ id }) => id === CODE).body;
const bodies = new Reader(code);
const first = importedFunctions();
for (let index = first, end = first + bodies.number(); index < end; index += 1) {
    const body = bodies.take(bodies.number());
    if (!nobodys.has(index)) continue;
    // A body starts with its number of groups of local variables. Zero groups is the same byte as `unreachable`.
    body.fill(UNREACHABLE).fill(END, body.length - 1);
    cut.push({ start: bodies.at - body.length, end: bodies.at });
}

// Drops the relocations inside removed code, from which the splitter would learn what that code refers to. Relocations are ordered by
// offset.
const { part, reader } = custom("reloc.CODE");
const section = reader.number();
const kept = [];
for (let left = reader.number(), next = 0; left > 0; left -= 1) {
    const start = reader.at;
    const kind = reader.take(1)[0];
    const offset = reader.number();
    reader.number();
    if (WITH_ADDEND.has(kind)) reader.number();
    while (next < cut.length && cut[next].end <= offset) next += 1;
    if (next < cut.length && cut[next].start <= offset) continue;
    kept.push(reader.bytes.subarray(start, reader.at));
    if (kind === CALL) assert.ok(!nobodys.has(new Reader(code.subarray(offset)).number()), `something calls what is cut, at ${offset}`);
}
assert.ok(reader.done, "relocations of an unknown form");
part.body = Buffer.concat([text("reloc.CODE"), number(section), number(kept.length), ...kept]);
writeFileSync(to, together(parts));
