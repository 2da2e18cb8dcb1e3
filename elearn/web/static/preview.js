// The page loads again when the author saves. Without this file she loads it herself.
const before = document.body.dataset.digest;
async function look() {
  try {
    const answer = await fetch("/digest", { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== before) {
      location.reload(); // and look no more: a second reload would break off the first
      return;
    }
  } catch {
    // The preview was stopped; the page stays readable.
  }
  setTimeout(look, 1000);
}
setTimeout(look, 1000);
