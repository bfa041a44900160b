// Two comforts; every page is complete without them.

// What is folded on the screen is printed.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    details.dataset.opened = "";
  }
});

window.addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-opened]")) {
    details.open = false;
    delete details.dataset.opened;
  }
});

// <button data-copy="id of an element" data-copied="Copied" hidden>
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break; // only offered over HTTPS or on this machine
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text.replace(/\s+/g, " ").trim());
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 3000);
  });
}
