// Plays a film inside this frame and hands out what is marked in it. Without it the times are typed by hand, outside.

// Before any film is chosen the room is locked from within: its script, its stylesheet, and whatever may be fetched ahead
// like them, could be asked for again at an address that carries a film. A call to another browser heeds no policy at all.
const lock = document.createElement("meta");
lock.httpEquiv = "Content-Security-Policy";
lock.content = "default-src 'none'; media-src blob:";
document.head.append(lock);
delete globalThis.RTCPeerConnection;
delete globalThis.webkitRTCPeerConnection;

const at = id => document.getElementById(id);
const film = at("film"), file = at("file"), stage = at("stage"), seek = at("seek"), which = at("which"), tell = at("tell");
const BEGINNING = 2 ** 20;   // bytes of a film that its fingerprint is made of
const OUTSIDE = location.origin;
let known = null;            // what this device remembers of the film marked last
let print = null;            // the same of the film that is open

function clock(seconds) {
  const tenths = Math.round(seconds * 10);
  return `${Math.floor(tenths / 600)}:${(tenths % 600 / 10).toFixed(1).padStart(4, "0")}`;
}

// The film: one is chosen, measured, and compared with the one before.
file.onchange = () => {
  if (!file.files[0]) return;
  URL.revokeObjectURL(film.src);
  print = null;
  which.textContent = tell.textContent = "";
  film.src = URL.createObjectURL(file.files[0]);
};
film.onerror = () => {
  at("watch").hidden = true;
  which.textContent = which.dataset.unplayable;
};
film.onloadedmetadata = () => {
  // A recording made by a browser says how long it is only once its end was looked at.
  if (film.duration === Infinity) film.currentTime = Number.MAX_SAFE_INTEGER;
};
film.ondurationchange = async () => {
  if (!Number.isFinite(film.duration) || print) return;
  const chosen = file.files[0], found = await fingerprint(chosen, known?.salt ?? fresh());
  if (chosen !== file.files[0] || print) return;   // she was quicker, or the browser said it twice
  print = found;
  seek.max = film.duration;
  go(0);
  at("watch").hidden = false;
  if (known) which.textContent = compared();
};
const fresh = () => hex(crypto.getRandomValues(new Uint8Array(16)));
const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
async function fingerprint(chosen, salt) {
  const found = { size: chosen.size, duration: film.duration, salt, hash: "" };
  if (!crypto.subtle) return found;   // plain http on another machine
  const salted = await new Blob([salt, chosen.slice(0, BEGINNING)]).arrayBuffer();
  return { ...found, hash: hex(new Uint8Array(await crypto.subtle.digest("SHA-256", salted))) };
}
function compared() {
  const rough = !(known.hash && print.hash), near = Math.abs(known.duration - print.duration) < 1;
  const same = known.size === print.size && near && (rough || known.hash === print.hash);
  return `${which.dataset[same ? "same" : "other"]} ${rough ? which.dataset.rough : ""}`;
}

// Playing.
const toggle = () => film.paused ? film.play().catch(() => {}) : film.pause();
const go = to => { film.currentTime = Math.min(film.duration, Math.max(0, to)); };
const step = by => go(film.currentTime + by);
film.onplay = film.onpause = () => { at("play").textContent = at("play").dataset[film.paused ? "play" : "pause"]; };
film.ontimeupdate = film.onseeking = () => {
  seek.value = film.currentTime;
  seek.ariaValueText = at("now").textContent = clock(film.currentTime);
};
seek.oninput = () => go(Number(seek.value));
stage.onclick = at("play").onclick = toggle;
at("back").onclick = () => step(-1);
at("on").onclick = () => step(1);
stage.onkeydown = event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { " ": toggle, ArrowLeft: () => step(-1), ArrowRight: () => step(1), m: mark, M: mark }[event.key];
  if (act) { event.preventDefault(); act(); }
};

// Marking: what leaves the room, and only to the page around it, is a moment and how the film can be known again.
at("mark").onclick = mark;
function mark() {
  if (!print) return;
  const moment = { time: film.currentTime, kind: at("kind").value, note: at("note").value.trim() };
  parent.postMessage({ moment, film: print }, OUTSIDE);
}
onmessage = ({ source, origin, data }) => {
  if (source !== parent || origin !== OUTSIDE) return;
  known = data.known;
  list(data.times);
  if (data.row === 0) tell.textContent = tell.dataset.full;
  if (data.row > 0) {
    tell.textContent = tell.dataset.marked.replace("TIME", clock(data.times[data.row - 1])).replace("ROW", data.row);
    at("kind").value = at("note").value = "";
  }
};
function list(times) {
  const there = times.filter(time => time !== null).sort((a, b) => a - b);
  at("marked").hidden = !there.length;
  at("marked").replaceChildren(at("go"), ...there.map(time => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = clock(time);
    button.onclick = () => go(time);
    return button;
  }));
}

if (parent !== self) {
  at("alone").hidden = true;
  at("room").hidden = false;
  parent.postMessage({ ready: true }, OUTSIDE);
  const room = document.querySelector("main");
  new ResizeObserver(() => parent.postMessage({ height: room.offsetHeight }, OUTSIDE)).observe(room);
}
