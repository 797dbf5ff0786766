// Compiles the program with the very Python that will run it: `node compile.mjs PYODIDE program.zip`, in place.
// Half of the wait before the first answer was compiling.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [core, archive] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${core}/pyodide.mjs`).href);
const python = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
const place = "/lib/python3.14/site-packages"; // where the page unpacks it: tracebacks name it
python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", { extractDir: place });
const made = python.runPython(`
import compileall, io, zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

root = Path("${place}")
compileall.compile_dir(root, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), (1980, 1, 1, 0, 0, 0))
        archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
buffer.getvalue()
`);
writeFileSync(archive, made.toJs());
