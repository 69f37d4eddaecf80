// Menus made of <details>: Escape and a press outside close them, and only one is open at a time.
export function closeFolds() {
  const open = () => document.querySelectorAll("details.fold[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const fold of open()) {
      fold.open = false;
      fold.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const fold of open()) if (!fold.contains(event.target)) fold.open = false;
  });
}
