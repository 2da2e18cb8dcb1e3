// Three conveniences; every page does its work without them.
// 1. A long answer counts its characters as they are typed.
for (const box of document.querySelectorAll("textarea[data-limit]")) {
  const line = document.getElementById(box.dataset.count);
  const limit = Number(box.dataset.limit);
  const show = () => {
    const left = limit - [...box.value].length;
    const words = left < 0 ? line.dataset.over : line.dataset.left;
    line.textContent = words.replace("0", Math.abs(left).toLocaleString(document.documentElement.lang));
  };
  box.addEventListener("input", show);
  if (box.value) show();
}
// 2. A "Print this page" button appears where there is something that can print.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
// 3. A form that can be kept for later keeps itself while somebody types, so that a lost page loses nothing.
for (const button of document.querySelectorAll("form:not([data-keeps]) button[name=later]")) {
  const form = button.form, kept = form.querySelector("[data-kept]");
  let waiting, changed = false, flying, out = false;
  const keep = () => {
    clearTimeout(waiting);
    if (!changed || out) return;
    changed = false;
    const body = new URLSearchParams([...new FormData(form), ["later", "quietly"]]);
    flying = fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: `${body}`.length < 6e4 })
      .then(answer => { out = answer.type === "opaqueredirect"; return answer.status === 204; }, () => false)
      .then(there => { kept.hidden = !there; changed ||= !there; flying = undefined; });
  };
  form.addEventListener("input", () => { changed = true; clearTimeout(waiting); waiting = setTimeout(keep, 1500); });
  form.addEventListener("submit", event => {
    clearTimeout(waiting);
    changed = false;
    if (!flying) return;
    // What is still on its way would arrive after what is sent now, and be kept as a draft of what is saved.
    event.preventDefault();
    flying.then(() => form.requestSubmit(event.submitter));
  });
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
