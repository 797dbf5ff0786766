// The program itself, in a thread of its own so that the page never freezes. Messages: {id, call, args} → {id, result | error}.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const say = (text) => postMessage({ progress: text });

// of a Python traceback the line that says what happened
function sentence(error) {
  const lines = String(error.message || error).trim().split("\n");
  const told = lines.findLast((line) => /^[\w.]*(Error|Exception)\b/.test(line)) ?? lines[lines.length - 1];
  return told.replace(/^ValueError: /, "");
}

async function start() {
  say("正在装载程序（1/3）");
  const python = await loadPyodide({ indexURL: new URL("./pyodide/", import.meta.url).href, env: { PYTHONHASHSEED: "0", HOME: "/home" } });
  say("正在装载程序（2/3）");
  const answer = await fetch(new URL("./program.zip", import.meta.url));
  if (!answer.ok) throw new Error(`取不到 program.zip（${answer.status}）`);
  const place = python.runPython("import sysconfig; sysconfig.get_path('purelib')");
  python.unpackArchive(await answer.arrayBuffer(), "zip", { extractDir: place });
  say("正在装载程序（3/3）");
  const bridge = await fetch(new URL("./bridge.py", import.meta.url));
  python.FS.writeFile(`${place}/bridge.py`, await bridge.text());
  python.runPython("import importlib; importlib.invalidate_caches(); import bridge; bridge.warm()");
  return python;
}

const ready = start();
ready.then(() => postMessage({ ready: true }), (error) => postMessage({ failed: sentence(error) }));

// one thing after the other: the program works in one folder
let last = ready;
onmessage = ({ data: { id, call, args } }) => {
  last = last.catch(() => {}).then(async () => {
    try {
      const python = await ready;
      const bridge = python.pyimport("bridge");
      const given = args.map((value) => (typeof value === "string" ? value : python.toPy(value)));
      let result = bridge[call](...given);
      if (result?.getBuffer) {
        const view = result.getBuffer("u8");
        const bytes = view.data.slice();
        view.release();
        result.destroy();
        result = bytes;
      }
      postMessage({ id, result }, result instanceof Uint8Array ? [result.buffer] : []);
    } catch (error) {
      postMessage({ id, error: sentence(error) });
    }
  });
};
