// Opens the film room and fills what is marked there into the form. Without it the times are typed by hand.
const door = document.getElementById("film-door"), room = door.querySelector("iframe"), button = door.querySelector("button");
const rows = [1, 2, 3].map(number => Object.fromEntries(
  ["time", "kind", "note"].map(name => [name, document.getElementById(`${name}_${number}`)])
));
const LONGEST = 999 * 60;   // seconds that a time code can say
const PATIENCE = 5000;      // milliseconds until a room that stays silent is said to be shut

button.onclick = () => {
  button.hidden = true;
  room.hidden = false;
  room.src = door.dataset.room;
  room.focus();
  setTimeout(() => { if (!lock.isConnected) shut(); }, PATIENCE);
};
function shut() {
  room.hidden = true;
  door.querySelector("[role=status]").textContent = door.querySelector("template").content.textContent;
}

// Once the room stands open the frame may be led nowhere any more: the policy of this page names one address, and an
// address may be followed by a question mark and a film.
const lock = document.createElement("meta");
lock.httpEquiv = "Content-Security-Policy";
lock.content = "frame-src 'none'";

addEventListener("message", ({ source, origin, data }) => {
  if (source !== room.contentWindow || origin !== "null" || !data) return;   // a sandboxed frame is of no origin
  if (data.ready === true) {
    document.head.append(lock);
    answer();
  }
  if (isAmount(data.height, 2000)) room.style.height = `${data.height + 2}px`;   // and its two edges
  if (isMoment(data.moment) && isFilm(data.film)) answer(fill(data.moment, data.film));
});

const isText = (value, most) => typeof value === "string" && value.length <= most;
const isAmount = (value, most) => Number.isFinite(value) && value >= 0 && value < most;
const isMoment = moment => moment && isAmount(moment.time, LONGEST) && isText(moment.note, 200)
  && [...rows[0].kind.options].some(option => option.value === moment.kind);
const isFilm = film => film && isAmount(film.size, Infinity) && isAmount(film.duration, Infinity)
  && isText(film.salt, 32) && isText(film.hash, 64);

const isEmpty = row => !Object.values(row).some(field => field.value.trim());
function fill({ time, kind, note }, { size, duration, salt, hash }) {
  const place = rows.findIndex(isEmpty);
  if (place < 0) return 0;
  rows[place].time.value = code(time);
  rows[place].kind.value = kind;
  rows[place].note.value = note;
  keep({ size, duration, salt, hash });
  return place + 1;
}

// What the room is told: the film marked last, if any of its moments still stands, and where the moments are.
function answer(row) {
  const times = rows.map(each => seconds(each.time.value));
  room.contentWindow.postMessage({ known: rows.every(isEmpty) ? null : kept(), times, row }, "*");
}
document.getElementById("moments").addEventListener("input", () => { if (lock.isConnected) answer(); });

function code(time) {
  const tenths = Math.round(time * 10);
  return `${Math.floor(tenths / 600)}:${(tenths % 600 / 10).toFixed(1).padStart(4, "0")}`;
}
function seconds(typed) {
  const found = typed.trim().match(/^(?:(\d):)?(\d{1,3}):([0-5]\d(?:[.,]\d)?)$/);
  return found && 3600 * (found[1] ?? 0) + 60 * found[2] + Number(found[3].replace(",", "."));
}

// The fingerprint stays in this browser; one that keeps nothing just never recognises a film.
function keep(film) {
  try { localStorage.setItem(door.dataset.keep, JSON.stringify(film)); } catch { /* storage is off or full */ }
}
function kept() {
  try {
    const film = JSON.parse(localStorage.getItem(door.dataset.keep));
    return isFilm(film) ? film : null;
  } catch { return null; }
}

door.hidden = false;
document.getElementById("film-by-hand").hidden = true;
