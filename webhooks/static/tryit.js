// Makes the try-it page a conversation: the same form, its answer added below instead of a new page.
"use strict";

const chat = document.getElementById("chat");

// Only the chat scrolls: the page itself stays where the reader left it.
function scrollToLatest() {
  const latest = [...chat.querySelectorAll(".bubble.mine")].at(-1);
  if (latest) chat.scrollTop += latest.getBoundingClientRect().top - chat.getBoundingClientRect().top - 8;
}

async function ask(form, submitter) {
  const fields = new FormData(form, submitter);
  if (submitter?.dataset.shown) fields.set("shown", submitter.dataset.shown);
  const text = fields.get("text") || fields.get("shown") || "";
  const waiting = document.createElement("div");
  waiting.className = "bubble mine";
  waiting.textContent = text;
  chat.append(waiting);
  scrollToLatest();
  try {
    const response = await fetch("/", { method: "POST", body: new URLSearchParams(fields) });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    chat.querySelectorAll(".options").forEach((options) => options.remove());
    waiting.replaceWith(page.querySelector(".exchange"));
    document.getElementById("why").replaceWith(page.getElementById("why"));
    document.getElementById("composer").replaceWith(page.getElementById("composer"));
  } catch {
    waiting.textContent = text + " (belum terkirim; periksa sambungan lalu coba lagi)";
  }
  scrollToLatest();
  document.getElementById("text").focus({ preventScroll: true });
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target, event.submitter);
});
scrollToLatest();
