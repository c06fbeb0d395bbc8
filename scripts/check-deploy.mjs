// check-deploy.mjs PROXY DIRECT SECONDS [LOG]: does through a proxy what a browser does, and reports differences from the server without
// the proxy. A stream without events must live for SECONDS. LOG: the proxy caches shared answers and writes a line per answer: whether it
// came from the cache, and the path. FRONTROW_BIN opens a waiting room; without it there is none.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import https from "node:https";

const [proxy, direct, seconds, keeps] = process.argv.slice(2);
const IDLE_MS = Number(seconds) * 1000;
// Frames arrive at most this much later through the proxy than without it.
const LATE_MS = 50;
const CHANGES = 20;
// Rounds of twenty visitors each: 5,000 visitors if there is time.
const ROUNDS = Number(seconds) > 60 ? 250 : 20;

// The site's name, which is that in the configurations, leads to this machine.
const lookup = (_name, { all }, done) => (all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4));
const there = { rejectUnauthorized: false, lookup };

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// One request with its complete answer.
const call = (base, method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
        const library = base.startsWith("https") ? https : http;
        const sent = { ...headers, ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }) };
        const request = library.request(base + path, { method, headers: sent, ...there, agent: false }, (answer) => {
            const parts = [];
            answer.on("data", (part) => parts.push(part));
            answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(parts).toString() }));
        });
        request.on("error", reject);
        request.end(body);
    });

// An event stream: the time of each version, the time of the last data, and whether it is open.
const watch = (base, path, version2) => {
    const seen = { versions: new Map(), last: Date.now(), open: false, close: () => {} };
    let text = "";
    const take = (part) => {
        seen.last = Date.now();
        text += part;
        const messages = text.split("\n\n");
        text = messages.pop();
        for (const message of messages) {
            const version = /^data: .*"version":(\d+)/m.exec(message)?.[1];
            if (version && !seen.versions.has(version)) seen.versions.set(version, performance.now());
        }
    };
    const follow = (stream) => {
        seen.open = true;
        stream.setEncoding("utf8");
        stream.on("data", take);
        stream.on("close", () => (seen.open = false));
    };
    if (version2) {
        const session = http2.connect(base, there);
        session.on("error", () => (seen.open = false));
        const stream = session.request({ ":path": path, accept: "text/event-stream" });
        stream.on("error", () => (seen.open = false));
        follow(stream);
        seen.close = () => session.destroy();
    } else {
        const library = base.startsWith("https") ? https : http;
        const request = library.get(base + path, { headers: { accept: "text/event-stream" }, ...there, agent: false }, follow);
        request.on("error", () => (seen.open = false));
        seen.close = () => request.destroy();
    }
    return seen;
};

// A WebSocket: its first message.
const firstMessage = (path, headers) =>
    new Promise((resolve, reject) => {
        const upgrade = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" };
        const request = https.get(proxy + path, { headers: { ...headers, ...upgrade }, ...there, agent: false });
        request.on("upgrade", (_answer, socket, head) => {
            let text = "";
            const take = (part) => {
                text += part;
                const message = /\{".*\}/s.exec(text)?.[0];
                if (message) {
                    resolve(message);
                    socket.destroy();
                }
            };
            socket.on("error", reject);
            socket.on("close", () => reject(new Error("the WebSocket closed without a message")));
            socket.on("data", take);
            take(head);
        });
        request.on("response", (answer) => reject(new Error(`the WebSocket is answered with ${answer.statusCode}`)));
        request.on("error", reject);
        setTimeout(() => reject(new Error("the WebSocket says nothing")), 10_000).unref();
    });

const until = async (what, met) => {
    const end = Date.now() + 10_000;
    while (!met()) {
        assert(Date.now() < end, `never: ${what}`);
        await pause(10);
    }
};

const json = { "content-type": "application/json" };
const list = await call(proxy, "GET", "/api/v1/events?limit=100");
assert.equal(list.status, 200, "the list of events");
const events = JSON.parse(list.text).events.filter((event) => event.sale_status === "on_sale" && event.seats_available > 100);
assert(events.length >= 3, "three events on sale with a hundred seats");
// The proxies are checked at the same time. Each gets a different event, which keeps their frames apart.
const at = Number(new URL(proxy).port) % (events.length - 2);
const [busy, lined, quiet] = [events[at], events.at(-2), events.at(-1)];

const idle = watch(proxy, `/api/v1/events/${quiet.id}/seats/live`, false);
const idleSince = Date.now();

// Links in pages have no host, and never the host in a caller's header.
const home = await call(proxy, "GET", "/");
assert.equal(home.status, 200, "the first page");
assert.match(home.text, /<html/);
const forged = { "x-forwarded-host": "evil.example", "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "http" };
const page = await call(proxy, "GET", `/events/${busy.slug}`, { headers: forged });
assert.equal(page.status, 200, "the page of an event");
assert(page.text.includes(`href="/events/${busy.slug}" rel="canonical"`), "the page knows its own address");
assert(!page.text.includes("evil.example"), "the page does not repeat a forwarded host that the caller made up");

// A form as a browser without JavaScript sends it. The first request redirects to the same address with a cookie.
const sent = { origin: proxy, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" };
const back = await call(proxy, "POST", `/events/${busy.slug}/hold`, { headers: sent, body: "quantity=1" });
assert.equal(back.status, 307, `the first form is sent back: ${back.text.slice(0, 200)}`);
assert.match(String(back.headers["set-cookie"]), /; ?Secure/i, "behind TLS the cookie is sent over TLS alone");
const cookie = back.headers["set-cookie"][0].split(";")[0];
const form = await call(proxy, "POST", back.headers.location, { headers: { ...sent, cookie }, body: "quantity=1" });
assert.equal(form.status, 303, `the form is taken: ${form.text.slice(0, 200)}`);
assert.match(form.headers.location, /^\/checkout\//, "the form leads to the checkout");

// A crowd without holds gets the cached page. The buyer sees the hold.
const ofHold = form.headers["set-cookie"].map((line) => line.split(";")[0]);
const booking = form.headers.location.split("/").at(-1);
if (keeps) {
    const asked = async () => {
        const { text } = await call(direct, "GET", "/metrics");
        const lines = text.split("\n").filter((line) => line.startsWith("frontrow_http_requests_total") && line.includes('route="/events/{slug}"'));
        return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    };
    const [before, begun] = [await asked(), Date.now()];
    for (let round = 0; round < ROUNDS; round += 1) {
        const crowd = await Promise.all(
            Array.from({ length: 20 }, () => call(proxy, "GET", `/events/${busy.slug}?utm_source=${round}`, { headers: { cookie: `visitor=${round}` } })),
        );
        for (const { status, headers, text } of crowd) {
            assert.equal(status, 200, "a page for the crowd");
            assert.equal(headers["cache-control"], "public, s-maxage=1, max-age=0");
            assert(!text.includes(booking), "nobody else sees the hold");
        }
    }
    const [questions, time] = [(await asked()) - before, (Date.now() - begun) / 1000];
    console.log(`    ${ROUNDS * 20} visitors in ${time.toFixed(1)} s cost the server ${questions} pages`);
    // The proxies that are checked at the same time ask a few times too.
    assert(questions <= 2 * (time + 1) + 10, `${ROUNDS * 20} visitors in ${time} s cost the server ${questions} pages`);
}
const mine = await call(proxy, "GET", `/events/${busy.slug}`, { headers: { cookie: [cookie, ...ofHold].join("; ") } });
assert.equal(mine.headers["cache-control"], "no-store", "the page with a hold is kept by nobody");
assert(mine.text.includes(booking), "the buyer sees the hold");

// A waiting line: a fan near the front has a WebSocket, and the proxy answers the crowd.
if (process.env.FRONTROW_BIN) {
    const queue = `/api/v1/events/${lined.id}/queue`;
    for (const words of [["on", `${lined.id}`, "--target", "1"], ["pause", `${lined.id}`]]) execFileSync(process.env.FRONTROW_BIN, ["waiting-room", ...words]);
    for (const end = Date.now() + 10_000; (await call(proxy, "GET", `${queue}/now`)).status !== 200; await pause(100)) {
        assert(Date.now() < end, "never: an event with a waiting room");
    }
    const fan = { authorization: `Bearer ${JSON.parse((await call(proxy, "POST", "/api/v1/sessions")).text).token}` };
    const joined = await call(proxy, "POST", queue, { headers: fan });
    assert.equal(joined.status, 200, `a fan joins: ${joined.text}`);
    fan["waiting-room-token"] = JSON.parse(joined.text).token;
    assert.equal(JSON.parse(await firstMessage(`${queue}/live`, fan)).state, "waiting", "the first message of the WebSocket");
    if (keeps) {
        const asked = () => readFileSync(keeps, "utf8").split("\n").filter((line) => line.endsWith(` ${queue}/now`) && !/^(HIT|UPDATING) /.test(line)).length;
        const [before, begun] = [asked(), Date.now()];
        for (let round = 0; round < ROUNDS; round += 1) {
            const crowd = await Promise.all(Array.from({ length: 20 }, () => call(proxy, "GET", `${queue}/now?round=${round}`)));
            for (const { status, text } of crowd) {
                assert.equal(status, 200, "how far the line is");
                assert(JSON.parse(text).again_ms > 0, "when to ask again");
            }
        }
        const [questions, time] = [asked() - before, (Date.now() - begun) / 1000];
        console.log(`    ${ROUNDS * 20} fans in line in ${time.toFixed(1)} s cost the server ${questions} answers`);
        assert(questions >= 1 && questions <= 2 * (time + 1), `${ROUNDS * 20} fans in line in ${time} s cost the server ${questions} answers`);
    }
}

// Requests that are not for the public, and requests that are too large.
assert.equal((await call(proxy, "GET", "/metrics")).status, 404, "metrics are not public");
const large = await call(proxy, "POST", "/api/v1/sandbox/tokens", { headers: json, body: `"${"x".repeat(70_000)}"` }).catch(() => ({ status: 413 }));
assert.equal(large.status, 413, "a body that is too large is refused");

// Holds through the proxy. Their frames must arrive with and without it.
const session = await call(proxy, "POST", "/api/v1/sessions");
const bearer = { authorization: `Bearer ${JSON.parse(session.text).token}` };
const path = `/api/v1/events/${busy.id}/seats/live`;
const streams = { direct: watch(direct, path, false), "HTTP/1.1": watch(proxy, path, false), "HTTP/2": watch(proxy, path, true) };
await until("three streams that have begun", () => Object.values(streams).every((stream) => stream.versions.size > 0));
for (let change = 0; change < CHANGES; change += 1) {
    const wish = JSON.stringify({ best_available: { quantity: 1 } });
    const key = { "idempotency-key": `${process.pid}-${change}` };
    const hold = await call(proxy, "POST", `/api/v1/events/${busy.id}/bookings`, { headers: { ...json, ...bearer, ...key }, body: wish });
    assert.equal(hold.status, 201, `a hold: ${hold.text}`);
    const { id } = JSON.parse(hold.text).booking;
    await pause(70);
    await call(proxy, "DELETE", `/api/v1/bookings/${id}`, { headers: bearer });
    await pause(70);
}
const report = [];
for (const name of ["HTTP/1.1", "HTTP/2"]) {
    const common = [...streams.direct.versions].filter(([version]) => streams[name].versions.has(version)).slice(1);
    assert(common.length >= CHANGES, `${name}: ${common.length} frames came both ways`);
    const late = common.map(([version, direct]) => streams[name].versions.get(version) - direct).sort((a, b) => a - b);
    const most = late[Math.floor(late.length * 0.9)];
    assert(most <= LATE_MS, `${name}: nine frames in ten come within ${LATE_MS} ms of those without the proxy, not within ${most.toFixed(0)} ms`);
    report.push(`frames over ${name} ${late[late.length >> 1].toFixed(1)} ms later (nine in ten: ${most.toFixed(1)})`);
}
Object.values(streams).forEach((stream) => stream.close());

// Nothing happens, and the stream stays open.
await pause(Math.max(0, idleSince + IDLE_MS - Date.now()));
assert(idle.open, `a quiet stream is open after ${seconds} s`);
assert(Date.now() - idle.last < 20_000, "a quiet stream says every fifteen seconds that it lives");
idle.close();
console.log(`    pages, a form, a waiting line, holds; ${report.join(", ")}; a quiet stream of ${seconds} s`);
process.exit(0);
