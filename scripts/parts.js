// Loads the files of lazy functions. scripts/join.mjs writes this into the script of the main WebAssembly, with the list of what each function
// needs. A file has code of its own, or carries other modules in sections, or both. A module has the name of its section, and several files can
// carry it: it is instantiated once, because a second instance would write its first data over what the first has stored since.

// Keeps what succeeded. A failure is not kept, so that the next call tries again.
const kept = new Map();
function once(what, begin) {
    if (!kept.has(what)) {
        const begun = begin();
        kept.set(what, begun);
        begun.catch(() => kept.delete(what));
    }
    return kept.get(what);
}

// The main WebAssembly carries modules too, and is there already.
const compiled = (file) =>
    file ? once(file, () => WebAssembly.compileStreaming(fetch(new URL(`./${file}.wasm`, import.meta.url)))) : Promise.resolve(wasmModule);

const instance = (name, code) => once(`${name}'s instance`, async () => WebAssembly.instantiate(await code(), getSharedImports()));

const carried = (file, part) => instance(part, async () => WebAssembly.Module.customSections(await compiled(file), part)[0]);

// `files`: each as its name and the modules of it that the function needs. `own`: the file with the code of the function.
const load = (files, own) => () =>
    Promise.all([
        ...files.flatMap(([file, ...parts]) => parts.map((part) => carried(file, part))),
        ...own.map((file) => instance(file, () => compiled(file))),
    ]);
