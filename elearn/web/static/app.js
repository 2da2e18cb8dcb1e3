// Two conveniences; every page does its work without them.
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
