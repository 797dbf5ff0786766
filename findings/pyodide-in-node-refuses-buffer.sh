#!/usr/bin/env bash
# Pyodide 314.0.7 in Node 20: what fs.readFileSync returns (a Buffer, a subclass of Uint8Array that the documentation counts among
# the typed arrays) is refused by unpackArchive and by globals.set alike: "Unknown typed array type 'Buffer'". The same bytes as
# Uint8Array or ArrayBuffer are taken. In a browser there are no Buffers: tests in Node fail where the page works.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work" && npm install --silent --no-fund --no-audit pyodide@314.0.7 >/dev/null
python3 -c 'import zipfile; zipfile.ZipFile("a.zip", "w").writestr("a.txt", "张一")'
cat > run.mjs <<'JS'
import { readFileSync } from "node:fs";
import { loadPyodide, version } from "pyodide";
const python = await loadPyodide();
const data = readFileSync("a.zip");
const tries = { Buffer: data, Uint8Array: new Uint8Array(data), ArrayBuffer: new Uint8Array(data).buffer };
const seen = [];
for (const [name, value] of Object.entries(tries)) {
  for (const [what, call] of [
    ["unpackArchive", () => python.unpackArchive(value, "zip", { extractDir: `/tmp/${name}` })],
    ["globals.set", () => python.globals.set("x", value)],
  ]) {
    let result = "ok";
    try { call(); } catch (error) { result = String(error.message).split("'. ")[0].slice(0, 70).trim(); }
    console.log(`pyodide ${version}, node ${process.versions.node}, ${what}(${name}): ${result}`);
    seen.push(result.includes("Unknown typed array type 'Buffer") ? "refused" : result);
  }
}
process.exit(seen.join() === "refused,refused,ok,ok,ok,ok" ? 0 : 1);
JS
node run.mjs
