// Reads and writes the sections of WebAssembly, for the scripts that change built files.
import assert from "node:assert/strict";

// The ids of sections.
export const [CUSTOM, IMPORTS, EXPORTS, CODE] = [0, 2, 7, 10];
// The kind of imports and exports that are functions.
export const FUNCTION = 0;

// The names of modules that several lazy functions share. scripts/join.mjs moves each such module into custom sections of other files. The
// sections have the name of the module.
export const PART = /^chunk_\d+$/;

const HEAD = "0061736d01000000";

// Encodes a number as unsigned LEB128.
export const number = (value) => {
    const bytes = [];
    for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
    return Buffer.from([...bytes, value]);
};

export const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);

// Reads the elements of a WebAssembly binary in sequence.
export class Reader {
    constructor(bytes) {
        this.bytes = bytes;
        this.at = 0;
    }

    take(length) {
        assert.ok(this.at + length <= this.bytes.length, "WebAssembly that ends too early");
        this.at += length;
        return this.bytes.subarray(this.at - length, this.at);
    }

    number() {
        for (let value = 0, shift = 0; ; shift += 7) {
            const byte = this.take(1)[0];
            value += (byte & 127) * 2 ** shift;
            if (byte < 128) return value;
        }
    }

    text() {
        return this.take(this.number()).toString();
    }

    get done() {
        return this.at === this.bytes.length;
    }
}

// All sections, each as its id and its bytes.
export const sections = (wasm) => {
    const reader = new Reader(wasm);
    assert.equal(reader.take(8).toString("hex"), HEAD);
    const found = [];
    while (!reader.done) found.push({ id: reader.take(1)[0], body: reader.take(reader.number()) });
    return found;
};

export const together = (parts) =>
    Buffer.concat([Buffer.from(HEAD, "hex"), ...parts.flatMap(({ id, body }) => [Buffer.from([id]), number(body.length), body])]);
