// Loads the files of lazy functions. scripts/join.mjs writes this code into the main script, with a list of the files that each function
// needs. A file has its own code, or carries other modules in sections, or both. A module has the name of its section, and several files
// can carry it. It is instantiated only once, because a second instance would overwrite changed memory with its initial data.

// Caches promises. A failed one is removed, so that the next call tries again.
const kept = new Map();
function once(what, begin) {
    if (!kept.has(what)) {
        const begun = begin();
        kept.set(what, begun);
        begun.catch(() => kept.delete(what));
    }
    return kept.get(what);
}

// The main WebAssembly carries modules too, and is loaded already.
const compiled = (file) =>
    file ? once(file, () => WebAssembly.compileStreaming(fetch(new URL(`./${file}.wasm`, import.meta.url)))) : Promise.resolve(wasmModule);

const instance = (name, code) => once(`${name}'s instance`, async () => WebAssembly.instantiate(await code(), getSharedImports()));

const carried = (file, part) => instance(part, async () => WebAssembly.Module.customSections(await compiled(file), part)[0]);

// `files`: the name of each file, and the names of its modules that the function needs. `own`: the file with the function's own code.
const load = (files, own) => () =>
    Promise.all([
        ...files.flatMap(([file, ...parts]) => parts.map((part) => carried(file, part))),
        ...own.map((file) => instance(file, () => compiled(file))),
    ]);
