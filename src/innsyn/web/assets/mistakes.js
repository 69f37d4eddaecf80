// After a form came back with mistakes, the reader stands at the list of them.
export function focusMistakes() {
  document.querySelector(".mistakes")?.focus();
}
