// The page: takes a county's files, asks the worker, shows and saves what comes back. Nothing is sent anywhere.
import { el } from "./dom.js";
import { settingsForm } from "./settings.js";

const LEVELS = { error: "错误", warning: "提醒", info: "说明" };
const STATUS = { provisional: "暂定", pending: "待评", final: "" };
const ROLES = { support: "支援", recipient: "受援" };
const PATIENCE = 90_000; // a load that a server setting holds up never ends by itself

const $ = (selector) => document.querySelector(selector);
const body = (section) => $(`${section} .body`);

// --- the worker -------------------------------------------------------------------------------------------------------

const waiting = new Map();
let next = 0;
const worker = new Worker("./worker.js", { type: "module" });
const patience = setTimeout(() => explainLoad("装载超过一分半钟没有完成"), PATIENCE);

worker.onmessage = ({ data }) => {
  if (data.progress) $("#status").textContent = `${data.progress}……`;
  else if (data.ready) becomeReady();
  else if (data.failed) explainLoad(data.failed);
  else {
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) resolve(data.result);
    else reject(new Error(data.error));
  }
};
worker.onerror = (event) => explainLoad(event.message || "后台程序起不来");

function call(name, ...args) {
  return new Promise((resolve, reject) => {
    waiting.set(++next, { resolve, reject });
    worker.postMessage({ id: next, call: name, args });
  });
}

function becomeReady() {
  clearTimeout(patience);
  $("#status").textContent = "";
  $("#status").append(el("span", { id: "ready", textContent: "程序已就绪，可以放文件了。" }));
  for (const input of document.querySelectorAll("#files, #folder")) input.disabled = false;
}

// what a server must say of each file; where it says something else the load never settles
async function explainLoad(reason) {
  clearTimeout(patience);
  const types = { "pyodide/pyodide.asm.wasm": "application/wasm", "pyodide/pyodide.mjs": "javascript", "worker.js": "javascript", "program.zip": "" };
  for (const [file, type] of Object.entries(types)) {
    const answer = await fetch(file, { method: "HEAD" }).catch(() => null);
    if (!answer?.ok) reason = `取不到 ${file}`;
    else if (type && !(answer.headers.get("content-type") || "").includes(type)) reason = `服务器把 ${file} 说成了别的类型，应为 ${type}（见 server.md）`;
  }
  $("#status").textContent = `程序没有装好：${reason}。请刷新页面，或请信息科查看服务器设置。`;
}

// --- files ------------------------------------------------------------------------------------------------------------

$("#files").addEventListener("change", ({ target }) => takeList(target.files));
$("#folder").addEventListener("change", ({ target }) => takeList(target.files));
for (const [kind, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]])
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    $("#drop").classList.toggle("over", over);
  });
$("#drop").addEventListener("drop", async ({ dataTransfer }) => {
  const entries = [...dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = entries.length ? (await Promise.all(entries.map((entry) => walk(entry, "")))).flat() : [...dataTransfer.files];
  takeList(found);
});

// a folder's listing comes a hundred at a time, until it comes empty
async function walk(entry, above) {
  const name = above + entry.name;
  if (entry.isFile) return [{ name, file: await new Promise((done, fail) => entry.file(done, fail)) }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    found.push(...(await Promise.all(some.map((one) => walk(one, `${name}/`)))).flat());
  }
}

async function takeList(list) {
  const files = [...list].map((item) => (item.file ? item : { name: item.webkitRelativePath || item.name, file: item }));
  if (!files.length || !$("#ready")) return;
  await job("正在读文件", async () => {
    await call("take", await Promise.all(files.map(async ({ name, file }) => [name, new Uint8Array(await file.arrayBuffer())])));
    await check();
  });
}

// --- jobs -------------------------------------------------------------------------------------------------------------

let busy = false;

async function job(words, work) {
  if (busy) return;
  busy = true;
  for (const id of ["#done", "#error"]) $(id)?.remove();
  const buttons = [...document.querySelectorAll("button")].filter((button) => !button.disabled);
  for (const button of buttons) button.disabled = true;
  const begun = performance.now();
  const tick = setInterval(() => tell(`${words}……${Math.round((performance.now() - begun) / 1000)} 秒`), 500);
  tell(`${words}……`);
  let end;
  try {
    const said = await work();
    end = el("p", { id: "done", textContent: said || "办好了。" });
  } catch (error) {
    end = el("p", { id: "error", textContent: error.message });
  }
  clearInterval(tick);
  tell("");
  busy = false;
  for (const button of buttons) button.disabled = false;
  $("#drop").append(end);
}

function tell(words) {
  const running = $("#running") || el("span", { id: "running" });
  running.textContent = words;
  if (words) $("#status").append(" ", running);
  else running.remove();
}

const dated = () => ($("#as-of").value ? ["--as-of", $("#as-of").value] : []);
let answer = null;

async function check() {
  const told = JSON.parse(await call("ask", "score", ".", ...dated()));
  if (!told.answer) {
    $("#results").hidden = true;
    throw new Error(told.said || "没有办成。");
  }
  answer = told.answer;
  $("#results").hidden = false;
  showSummary();
  showFindings();
  showScores();
  $("#institution").replaceChildren(...[...new Set(answer.institutions.map(({ name }) => name))].map((name) => el("option", { textContent: name })));
  for (const shown of document.querySelectorAll("pre.body, #report .body")) shown.replaceChildren();
  settingsForm($("#settings-form"), JSON.parse(await call("settings")), saveSettings);
  await showChanges();
}

async function saveSettings(changes) {
  await job("正在照新的设置重算", async () => {
    save("qianyi.toml", await call("save_settings", JSON.stringify(changes)));
    await check();
  });
}

$("#as-of").addEventListener("change", () => answer && job("正在重算", check));

// --- what is shown ----------------------------------------------------------------------------------------------------

const count = (level) => answer.findings.filter(({ severity }) => severity === level).length;
const number = (value) => (value === null || value === undefined ? "—" : String(Math.round(value * 100) / 100));

function table(headings, rows, numbers = []) {
  const head = el("tr", {}, ...headings.map((text, at) => el("th", { scope: "col", className: numbers.includes(at) ? "number" : "" }, sorter(text, at, numbers.includes(at)))));
  const lines = rows.map((cells) => el("tr", {}, ...cells.map((cell, at) => el("td", { className: numbers.includes(at) ? "number" : "" }, cell ?? ""))));
  return el("div", { className: "scroll" }, el("table", {}, el("thead", {}, head), el("tbody", {}, ...lines)));
}

function sorter(text, at, numeric) {
  const button = el("button", { type: "button", textContent: text, title: "按这一列排序" });
  button.addEventListener("click", () => {
    const rows = button.closest("table").tBodies[0];
    const heading = button.closest("th");
    const down = heading.ariaSort === "ascending";
    for (const other of heading.parentNode.children) other.removeAttribute("aria-sort");
    heading.ariaSort = down ? "descending" : "ascending";
    const value = (row) => row.cells[at].textContent;
    const order = numeric ? (a, b) => (parseFloat(value(a)) || -1) - (parseFloat(value(b)) || -1) : (a, b) => value(a).localeCompare(value(b), "zh-CN");
    rows.append(...[...rows.rows].sort((a, b) => (down ? order(b, a) : order(a, b))));
  });
  return button;
}

function showSummary() {
  const people = answer.people;
  const state = (status) => people.filter((person) => person.status === status).length;
  const grades = Object.entries(Object.groupBy?.(people, ({ grade }) => grade ?? "未定") ?? {});
  const tiles = [["错误", count("error")], ["提醒", count("warning")], ["派驻期", people.length], ["单位", answer.institutions.length], ["暂定", state("provisional")], ["待评", state("pending")], ...grades.map(([grade, those]) => [grade, those.length])];
  body("#summary").replaceChildren(
    el("ul", { className: "tiles" }, ...tiles.map(([words, value]) => el("li", {}, el("b", { textContent: value }), el("span", { textContent: words })))),
    el("p", { textContent: `政策 ${answer.policy.id}，截至 ${answer.as_of}；读了 ${answer.inputs.length} 个文件：${answer.inputs.map(({ path }) => path).join("、")}。` }),
  );
}

function showFindings() {
  const words = $("#find").value.trim();
  const level = $("#level").value;
  const wanted = answer.findings.filter((finding) =>
    (level === "all" || finding.severity === (level || finding.severity)) && (level || finding.severity !== "info") &&
    (!words || [finding.code, finding.person, finding.institution, finding.message].some((text) => text?.includes(words))));
  const groups = new Map();
  for (const finding of wanted) {
    const group = finding.institution || "全县";
    groups.set(group, [...(groups.get(group) || []), finding]);
  }
  const errors = (findings) => findings.filter(({ severity }) => severity === "error").length;
  const order = [...groups].sort(([, a], [, b]) => errors(b) - errors(a) || b.length - a.length);
  const rank = { error: 0, warning: 1, info: 2 };
  body("#findings").replaceChildren(
    el("p", { textContent: wanted.length ? `${wanted.length} 条，其中错误 ${errors(wanted)} 条。` : "没有这样的问题。" }),
    ...order.flatMap(([name, findings]) => [
      el("h3", { textContent: `${name}　错误 ${errors(findings)}，共 ${findings.length}` }),
      table(["级别", "代码", "人员", "问题", "位置"], [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]).map((finding) => [
        el("span", { className: finding.severity, textContent: LEVELS[finding.severity] }), finding.code, finding.person,
        finding.message + (finding.clause ? `（${finding.clause}）` : ""), places(finding)])),
    ]),
  );
}

function places({ path, sheet, cells }) {
  const shown = el("span");
  if (path && sheet && cells.length) {
    const button = el("button", { type: "button", className: "link", textContent: `${path} ${sheet}!${cells.slice(0, 4).join(" ")}${cells.length > 4 ? " 等" : ""}` });
    button.addEventListener("click", () => look(path, sheet, cells));
    shown.append(button);
  } else if (path) shown.append(path);
  return shown;
}

function showScores() {
  const [first, second, third] = ["在岗", "纪律", "职责"];
  const person = (one) => {
    const button = el("button", { type: "button", className: "link", textContent: one.name });
    button.addEventListener("click", () => showLedger(`${one.name}　${one.support} → ${one.recipient}`, one));
    const items = [0, 1, 2].map((at) => number(one.items?.[at]?.score));
    return [button, one.recipient, one.support, ...items, number(one.score), number(one.percent), one.grade ?? "", number(one.counted_months), STATUS[one.status] ?? ""];
  };
  const institution = (one) => {
    const button = el("button", { type: "button", className: "link", textContent: one.name });
    button.addEventListener("click", () => showLedger(one.name, one));
    return [button, ROLES[one.role] ?? one.role, number(one.score), one.max ?? "", number(one.percent), one.rank ?? "", STATUS[one.status] ?? ""];
  };
  body("#scores").replaceChildren(
    el("h3", { textContent: "派驻人员" }),
    table(["姓名", "受援单位", "支援单位", first, second, third, "得分", "百分", "等次", "计入月数", "状态"], answer.people.map(person), [3, 4, 5, 6, 7, 9]),
    el("h3", { textContent: "单位" }),
    table(["单位", "角色", "得分", "满分", "百分", "名次", "状态"], answer.institutions.map(institution), [2, 3, 4, 5]),
  );
}

function showLedger(title, one) {
  const rows = (one.items ?? []).flatMap((item) => item.ledger.map((entry) => [entry.line, number(entry.points), entry.why, entry.clause, cellsOf(entry.cells)]));
  const content = rows.length ? table(["行", "分", "理由", "条款", "单元格"], rows, [1]) : el("p", { textContent: "没有扣分。" });
  openLook(title, content);
}

function cellsOf(addresses) {
  return el("span", {}, ...addresses.slice(0, 8).flatMap((address) => {
    const [, path, sheet, cell] = address.match(/^(.*)\/([^/]*)!([A-Z]+\d+)$/) ?? [];
    if (!path) return [address, " "];
    const button = el("button", { type: "button", className: "link", textContent: `${sheet}!${cell}`, title: path });
    button.addEventListener("click", () => look(path, sheet, [cell]));
    return [button, " "];
  }), addresses.length > 8 ? `等 ${addresses.length} 格` : "");
}

// --- a cell in its sheet ----------------------------------------------------------------------------------------------

const letters = (column) => (column < 0 ? "" : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26)));

function corners(area) {
  return area.split(":").map((corner) => {
    const [, column, row] = corner.match(/^([A-Z]+)(\d+)$/) ?? [null, "A", "1"];
    return [Number(row) - 1, [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1];
  });
}

async function look(path, sheet, cells) {
  const { rows } = JSON.parse(await call("sheet", path, sheet));
  const areas = cells.map(corners);
  const marked = (row, column) => areas.some(([[top, left], [bottom, right] = [top, left]]) => row >= top && row <= bottom && column >= left && column <= right);
  const width = Math.max(...rows.map((row) => row.length), 1);
  const middle = areas[0][0][0];
  const from = Math.max(0, middle - 150);
  const shown = rows.slice(from, from + 300);
  const head = el("tr", {}, el("th"), ...Array.from({ length: width }, (_, column) => el("th", { textContent: letters(column) })));
  const lines = shown.map((row, at) => el("tr", {}, el("th", { textContent: from + at + 1 }), ...Array.from({ length: width }, (_, column) =>
    el("td", { className: marked(from + at, column) ? "marked" : "", textContent: row[column] ?? "" }))));
  openLook(`${path}　${sheet}!${cells.join(" ")}`, el("table", { className: "sheet" }, el("thead", {}, head), el("tbody", {}, ...lines)));
  $("#look .marked")?.scrollIntoView({ block: "center", inline: "center" });
}

function openLook(title, content) {
  $("#look-title").textContent = title;
  body("#look").replaceChildren(content);
  if (!$("#look").open) $("#look").showModal();
}
$("#close-look").addEventListener("click", () => $("#look").close());

// --- what changed since last time -------------------------------------------------------------------------------------

function store(mode, act) {
  return new Promise((resolve) => {
    const opening = indexedDB.open("qianyi", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("runs");
    opening.onerror = () => resolve(null); // a browser that keeps nothing: there is nothing to compare with
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction("runs", mode).objectStore("runs"));
      asked.onsuccess = () => resolve(asked.result ?? null);
      asked.onerror = () => resolve(null);
    };
  });
}

async function showChanges() {
  const now = JSON.stringify(answer);
  const old = await store("readonly", (runs) => runs.get("last"));
  await store("readwrite", (runs) => runs.put(now, "last"));
  const told = old && old !== now ? JSON.parse(await call("compare", old, now).catch(() => "null")) : null;
  $("#changes").hidden = !told;
  if (!told) return;
  const moved = told.scores.map((one) => [one.name, number(one.old), number(one.new), one.entries.map(({ change, points, why }) => `${change === "added" ? "新" : "去"} ${points} ${why}`).join("；")]);
  body("#changes").replaceChildren(
    el("p", { textContent: `改好 ${told.fixed.length} 条，新出 ${told.new.length} 条，还在 ${told.left.length} 条；${moved.length} 人（单位）得分有变。` }),
    ...(moved.length ? [table(["姓名", "原来", "现在", "为什么"], moved, [1, 2])] : []),
  );
}
$("#forget").addEventListener("click", async () => {
  await store("readwrite", (runs) => runs.clear());
  $("#changes").hidden = true;
});

// --- files to keep ----------------------------------------------------------------------------------------------------

function save(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const kept = {
  "findings-json": ["findings.json", () => call("printed", "validate", ".", "--format", "json", ...dated())],
  "scores-json": ["scores.json", () => call("printed", "score", ".", "--format", "json", ...dated())],
  "result-xlsx": ["成绩.xlsx", () => call("written", "成绩.xlsx", "score", ".", "-o", "成绩.xlsx", ...dated())],
  "annotated-zip": ["批注.zip", () => call("written", "批注", "validate", ".", "--annotate", "批注", ...dated())],
  "documents-zip": ["文书.zip", () => call("written", "文书", "fill", ".", "-o", "文书", ...dated())],
  "report-html": ["报告.html", () => call("report", ...dated())],
  "send-zip": ["发表.zip", () => call("written", "发表", "send", ".", "-o", "发表", ...($("#month-of").value ? ["--month", $("#month-of").value] : []), ...dated())],
  "pack-zip": [null, () => call("pack", $("#institution").value, ...dated())],
};
for (const [id, [name, make]] of Object.entries(kept))
  $(`#${id}`).addEventListener("click", () => job(`正在做${name ?? "这个单位的一包"}`, async () => {
    const bytes = await make();
    const called = name ?? `${$("#institution").value}.zip`;
    save(called, bytes);
    return `${called} 已存到下载文件夹。`;
  }));

for (const button of document.querySelectorAll("[data-show]"))
  button.addEventListener("click", () => job("正在看", async () => {
    const { text, said } = JSON.parse(await call("text", button.dataset.show, ".", ...dated()));
    const shown = button.closest("section").querySelector("pre");
    shown.hidden = false;
    shown.textContent = text || said;
  }));

$("#show-report").addEventListener("click", () => job("正在做报告", async () => {
  const html = new TextDecoder().decode(await call("report", ...dated()));
  body("#report").replaceChildren(el("iframe", { title: "完整报告", sandbox: "allow-scripts allow-modals", srcdoc: html }));
}));

$("#find").addEventListener("input", () => showFindings());
$("#level").addEventListener("change", () => showFindings());
