// cut.mjs FROM TO: takes functions that nobody calls out of the linked WebAssembly. Run before it is split, because only then do functions
// have names.
//
// They are behind pointers or called by scripts, so the compiler cannot see that nobody calls them, and the splitter cannot either. What is cut
// traps (`unreachable`), and the splitter leaves out what only such functions call. Each keeps its size, so that all else stays where it was:
// wasm-opt makes it small.
//
// The compiler gives one body to functions that are equal, and this body has one of their names. So cut only what can equal nothing else.
// hydrate_from_template of attributes, for example, is never called, but it is also the `build` of some.
//
// If a pattern finds nothing, or if something calls what is cut, this ends the build.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { CODE, CUSTOM, FUNCTION, IMPORTS, Reader, number, sections, text, together } from "./wasm.mjs";

// What is cut, by parts of the names that the compiler gives: each identifier comes after its length.
const CUT = [
    // Leptos hydrates each kind of view in two ways. Islands are hydrated at once. This is the other way, for views whose code arrives late.
    /8into_any13hydrate_async/,
    // Streams of Rust that scripts read, from wasm-streams: the bodies of requests, if they are streams.
    /^(__wbg_)?intounderlying/,
];

// What would call them.
const CALLERS = [/18hydrate_from_async|12hydrate_lazy/, /^__wbg_intounderlying\w*_new/];

const NAMES_OF_FUNCTIONS = 1;
// Kinds of imports, beside functions.
const [TABLE, MEMORY, GLOBAL] = [1, 2, 3];
// A relocation of this kind is the number of a function that is called.
const CALL = 0;
// Relocations of these kinds end with an addend.
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 21, 22, 23, 25]);
// Instructions.
const [UNREACHABLE, END] = [0x00, 0x0b];

const [from, to] = process.argv.slice(2);
const parts = sections(readFileSync(from));

// A section with a name, and a reader of what comes after the name.
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

// How many functions are imports. They have the first numbers.
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

// The names of functions, by their numbers.
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

// Where the code is that was cut, from the beginning of the section.
const cut = [];
const code = parts.find(({ id }) => id === CODE).body;
const bodies = new Reader(code);
const first = importedFunctions();
for (let index = first, end = first + bodies.number(); index < end; index += 1) {
    const body = bodies.take(bodies.number());
    if (!nobodys.has(index)) continue;
    // A body begins with how many kinds of local variables it has: none, which is the same byte.
    body.fill(UNREACHABLE).fill(END, body.length - 1);
    cut.push({ start: bodies.at - body.length, end: bodies.at });
}

// Relocations, from which the splitter learns what code refers to, without those of what was cut. They are in the order of the code.
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
