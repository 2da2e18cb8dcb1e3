// Plays a clip and keeps marks. Without it the page is the clip in words, with boxes to tick.
const root = document.getElementById("clip"), { drawing, during, named, paint } = await import(root.dataset.figures);
const $ = named(document), clip = JSON.parse($.sheet.dataset.clip), { stage, seek, kind, moments: list, tell, seen } = $, draw = drawing(clip);
const calm = matchMedia("(prefers-reduced-motion: reduce)"), stops = clip.seen.map(([, stop]) => stop);
const clock = t => `${t / 60 | 0}:${(t % 60).toFixed(1).padStart(4, 0)}`;
const within = t => Math.min(clip.length, Math.max(0, t || 0));
const say = (e, words = "") => { if (e.textContent != words) e.textContent = words; };   // else it is read out again
let t = 0, rate = 1, playing, last, shown;

function show() {
  const still = calm.matches;
  shown = playing && still ? stops.findLast(stop => stop <= t) ?? stops[0] : t;
  const [, , who = "", , , words] = during(clip.heard, shown) ?? [];
  // No blinking in a paused picture.
  paint($, { ...draw(shown, +!still, playing && !still), caption: { "data-who": who }, hand: { x: 100 + shown * 900 / clip.length } });
  say($.caption, words);
  say(seen, clip.seen.findLast(([from]) => from <= shown)[2]);
  if (clip.key) say($.why, during(clip.key, shown)?.[2]);
  say($.play, $.play.dataset[playing ? "pause" : "play"]);
  say($.now, seek.ariaValueText = clock(seek.value = shown));
}
function go(to) {
  playing = false;
  t = within(to);
  show();
}
function run(now) {
  if (!playing) return;
  t = within(t + (now - last) / 1000 * rate);
  if (t == clip.length) return go(t);
  last = now;
  show();
  requestAnimationFrame(run);
}
function play() {
  playing = true;
  t %= clip.length;
  run(last = performance.now());
}
const step = by => go(calm.matches ? (by > 0 ? stops.find(stop => stop > shown) : stops.findLast(stop => stop < shown)) ?? shown : t + by);

// The list is what is sent; a ticked box has its moment there.
const time = li => parseFloat(li.firstElementChild.value);
function add(mark) {
  const li = $.moment.content.firstElementChild.cloneNode(true), [sent, when, name] = li.children, [at, which] = mark.split(" ");
  sent.value = mark;
  when.textContent = clock(at);
  name.textContent = kind.querySelector(`[value=${which}]`).text;
  tell.textContent = li.said = `${name.textContent}, ${clock(at)}`;
  for (const e of li.querySelectorAll("[aria-label]")) e.ariaLabel += ` ${li.said}`;
  list.insertBefore(li, [...list.children].find(other => time(other) > at) ?? null);
  soon();
  return li;
}
function drop(li) {
  li.remove();
  if (li.box) li.box.checked = false;
  tell.textContent = `${tell.dataset.gone}: ${li.said}`;
  soon();
}

// A change is kept soon, else with the next one.
const form = root.closest("form[data-keeps]");
let waiting;
const rest = () => waiting = clearTimeout(waiting);
function soon() {
  if (!form) return;
  rest();
  waiting = setTimeout(keep, 1500);
  $.kept.hidden = true;
}
async function keep() {
  rest();
  const body = new URLSearchParams([...new FormData(form), ["later", "quietly"]]);
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(Object);
  $.kept.hidden = waiting ||= answer.status != 204;
}

const acts = {
  play: () => playing ? go(shown) : play(),
  back: () => step(-1),
  on: () => step(1),
  half: button => button.ariaPressed = (rate = 1.5 - rate) < 1,
  describe: button => button.ariaPressed = !(seen.hidden = !seen.hidden),
  mark: () => root.closest("form") && add(`${+shown.toFixed(1)} ${kind.value}`),
  go: button => go(time(button.closest("li"))),
  drop: button => { drop(button.closest("li")); stage.focus(); },
};
const keys = { " ": "play", ArrowLeft: "back", ArrowRight: "on", m: "mark", M: "mark" };
root.onclick = ({ target }) => acts[target.id || target.classList[0]]?.(target);
stage.onkeydown = e => {
  const choice = kind.options[e.key - 1], act = choice ? () => { choice.selected = true; tell.textContent = choice.text; } : acts[keys[e.key]];
  if (!act || e.ctrlKey || e.metaKey || e.altKey) return;
  e.preventDefault();
  act();
};
seek.oninput = () => go(seek.value);
list.oninput = soon;
for (const box of root.querySelectorAll("[type=checkbox]")) {
  let li;
  box.name = "";
  box.onchange = () => box.checked ? (li = add(box.value)).box = box : drop(li);
  if (box.checked) box.onchange();
}
rest();
if (form) form.onsubmit = rest;
document.onvisibilitychange = () => waiting && keep();

// A link to a time moves the picture.
const open = ({ hash }) => { if (hash.startsWith("#t=")) { go(hash.slice(3)); stage.focus(); } };
for (const link of document.querySelectorAll('a[href^="#t="]')) link.onclick = () => { open(link); return false; };
root.classList.add("on");
$.sheet.open = false;
show();
open(location);
