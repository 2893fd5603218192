// Makes the try-it page a conversation: the same form, its answer added below instead of a new page.
"use strict";

const chat = document.getElementById("chat");

function scrollToEnd() {
  const mine = chat.querySelectorAll(".bubble.mine");
  if (mine.length) mine[mine.length - 1].scrollIntoView({ block: "start" });
}

async function ask(form, submitter) {
  const fields = new FormData(form, submitter);
  if (submitter?.dataset.shown) fields.set("shown", submitter.dataset.shown);
  const text = fields.get("text") || fields.get("shown") || "";
  const waiting = document.createElement("div");
  waiting.className = "bubble mine";
  waiting.textContent = text;
  chat.append(waiting);
  scrollToEnd();
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
  scrollToEnd();
  document.getElementById("text").focus();
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target, event.submitter);
});
scrollToEnd();
