"use strict";

// What is ticked lives in `marks`, by identifier; every change is kept in the browser at once.
const told = JSON.parse(document.getElementById("told").textContent);
const { codes, texts, words } = told;
const known = new Set(texts.map(([identifier]) => identifier));
const element = (id) => document.getElementById(id);
const boxes = [...document.querySelectorAll("input[name=code]")];
const columns = ["contribution_id", "coder", ...codes, "none_applies", "unsure", "comment"];

let coder = "";
let place = 0;
let marks = new Map();

const say = (sentence) => { element("said").textContent = sentence; };
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const blank = () => ({ codes: [], none: false, unsure: false, comment: "" });
const isCoded = (mark) => Boolean(mark) && (mark.none || mark.codes.length > 0);
const isNoted = (mark) => Boolean(mark) && (isCoded(mark) || mark.unsure || mark.comment !== "");
const countCoded = () => texts.filter(([identifier]) => isCoded(marks.get(identifier))).length;

// ---------------------------------------------------------------- browser

const key = () => `${told.key}-${coder}`;

function keep() {
  try {
    localStorage.setItem(key(), JSON.stringify({ place, marks: [...marks] }));
    return true;
  } catch {
    return false;
  }
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(key()));
    if (kept) {
      marks = new Map(kept.marks.filter(([identifier]) => known.has(identifier)));
      place = Math.min(kept.place, texts.length - 1);
    }
  } catch {
    marks = new Map();
  }
}

// ------------------------------------------------------------------- page

function show({ focus } = {}) {
  const [identifier, text] = texts[place];
  const mark = marks.get(identifier) || blank();
  element("place").textContent = filled(words.contribution, { place: place + 1, count: texts.length });
  element("text").textContent = text;
  for (const box of boxes) box.checked = mark.codes.includes(box.value);
  element("none").checked = mark.none;
  element("unsure").checked = mark.unsure;
  element("comment").value = mark.comment;
  element("previous").disabled = place === 0;
  element("following").disabled = place === texts.length - 1;
  showProgress();
  if (focus) {
    document.querySelector(".reading").scrollTop = 0;
    element("place").focus();
  }
}

function showProgress() {
  const done = countCoded();
  element("progress").textContent = filled(words.progress, { done, count: texts.length });
  element("bar").value = done;
  element("open").disabled = done === texts.length;
  element("state").textContent = isCoded(marks.get(texts[place][0])) ? words.is_coded : words.is_open;
}

function note(sentence) {
  const isKept = keep();
  showProgress();
  const usual = isKept ? words.kept : words.not_kept;
  say(sentence || (countCoded() === texts.length ? words.all_done : usual));
}

function change(changed) {
  const identifier = texts[place][0];
  let sentence = "";
  if (changed === element("none") && changed.checked) {
    for (const box of boxes) box.checked = false;
  } else if (changed.name === "code" && changed.checked && element("none").checked) {
    element("none").checked = false;
    sentence = words.both;
  }
  marks.set(identifier, {
    codes: boxes.filter((box) => box.checked).map((box) => box.value),
    none: element("none").checked,
    unsure: element("unsure").checked,
    comment: element("comment").value,
  });
  note(sentence);
}

function go(to) {
  if (to < 0 || to >= texts.length) return;
  place = to;
  keep();
  show({ focus: true });
}

function goToOpen() {
  for (let step = 1; step <= texts.length; step += 1) {
    const candidate = (place + step) % texts.length;
    if (!isCoded(marks.get(texts[candidate][0]))) {
      go(candidate);
      return;
    }
  }
}

// ------------------------------------------------------------------ files

const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function row(identifier, mark) {
  const given = codes.map((code) => {
    if (mark.codes.includes(code)) return "1";
    return isCoded(mark) ? "0" : "";
  });
  const beside = [mark.none ? "1" : "", mark.unsure ? "1" : "", mark.comment];
  return [identifier, coder, ...given, ...beside].map(quoted).join(",");
}

function save() {
  const noted = texts.map(([identifier]) => identifier).filter((one) => isNoted(marks.get(one)));
  if (!noted.length) {
    say(words.unsaved);
    return;
  }
  const lines = [columns.map(quoted).join(","), ...noted.map((one) => row(one, marks.get(one)))];
  // The mark of UTF-8 lets spreadsheets read accents.
  const file = new Blob([`\ufeff${lines.join("\n")}\n`], { type: "text/csv" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `codings-${coder.replace(/[^\p{L}\p{N}_-]+/gu, "-")}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(filled(words.saved, { count: countCoded() }));
}

function cellsOf(text) {
  const rows = [[]];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += sign; at += 1; }
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === "," || sign === "\n") {
      rows.at(-1).push(cell.replace(/\r$/, ""));
      cell = "";
      if (sign === "\n") rows.push([]);
    } else cell += sign;
  }
  if (cell || rows.at(-1).length) rows.at(-1).push(cell);
  if (isQuoted) throw new Error("a quote is not closed");
  return rows.filter((cells) => cells.some(Boolean));
}

function read(text) {
  const [header, ...rows] = cellsOf(text.replace(/^\ufeff/, ""));
  const at = (cells, name) => cells[header.indexOf(name)];
  const isWhole = columns.every((name) => header.includes(name));
  if (!isWhole || !rows.every((cells) => known.has(at(cells, "contribution_id")))) {
    throw new Error("not a file of this page");
  }
  return rows.map((cells) => [at(cells, "contribution_id"), {
    codes: codes.filter((code) => at(cells, code) === "1"),
    none: at(cells, "none_applies") === "1",
    unsure: at(cells, "unsure") === "1",
    comment: at(cells, "comment") || "",
  }]);
}

async function load(file) {
  try {
    for (const [identifier, mark] of read(await file.text())) marks.set(identifier, mark);
  } catch {
    say(words.not_loaded);
    return;
  }
  show();
  note(filled(words.loaded, { count: countCoded() }));
}

// --------------------------------------------------------------- keyboard

const effects = {
  0: () => element("none").click(),
  "?": () => element("unsure").click(),
  Enter: () => go(place + 1),
  ArrowRight: () => go(place + 1),
  ArrowLeft: () => go(place - 1),
};

function press(event) {
  const target = event.target;
  const isTyping = target.matches("textarea, input:not([type=checkbox])");
  // Enter on a button, a summary or a link does what it says there.
  const isControl = event.key === "Enter" && target.matches("button, summary, label");
  if (isTyping || isControl || event.ctrlKey || event.metaKey || event.altKey) return;
  if (element("work").hidden || !element("shortcuts").checked) return;
  const box = boxes.find((one) => one.dataset.sign === event.key);
  const effect = box ? () => box.click() : effects[event.key];
  if (effect) {
    event.preventDefault();
    effect();
  }
}

// ------------------------------------------------------------------ begin

function begin(event) {
  event.preventDefault();
  const name = element("coder").value.trim();
  element("coder-error").hidden = name !== "";
  element("coder").setAttribute("aria-invalid", String(name === ""));
  const described = name === "" ? "coder-error coder-help" : "coder-help";
  element("coder").setAttribute("aria-describedby", described);
  if (!name) {
    element("coder").focus();
    return;
  }
  coder = name;
  recall();
  element("welcome").hidden = true;
  element("work").hidden = false;
  show({ focus: true });
  say(keep() ? words.kept : words.not_kept);
}

element("who").addEventListener("submit", begin);
element("marks").addEventListener("change", (event) => change(event.target));
element("comment").addEventListener("input", (event) => change(event.target));
element("marks").addEventListener("submit", (event) => event.preventDefault());
element("previous").addEventListener("click", () => go(place - 1));
element("following").addEventListener("click", () => go(place + 1));
element("open").addEventListener("click", goToOpen);
element("save").addEventListener("click", save);
element("file").addEventListener("change", (event) => {
  if (event.target.files.length) load(event.target.files[0]);
  event.target.value = "";
});
document.addEventListener("keydown", press);
