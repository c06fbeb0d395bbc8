// Shows the hall full screen: as a layer over the page, because Safari on phones has no full screen for elements, and with the browser's full screen
// where it exists. Escape leaves. Everything below the layer is inert, so the focus stays inside.
(function () {
  const hall = () => document.querySelector("[data-does=screen]")?.closest(".hall");

  function show(isFull) {
    let part = hall();
    if (!part || part.hasAttribute("data-full") === isFull) return;
    part.toggleAttribute("data-full", isFull);
    part.querySelector("[data-does=screen]").setAttribute("aria-pressed", isFull);
    for (; part !== document.body; part = part.parentElement) {
      for (const other of part.parentElement.children) if (other !== part) other.inert = isFull;
    }
  }

  function leave() {
    show(false);
    if (document.fullscreenElement) document.exitFullscreen();
  }

  addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-does=screen]")) return;
    if (hall().hasAttribute("data-full")) return leave();
    show(true);
    hall().requestFullscreen?.()?.catch(console.warn);
  });
  // Escape closes the list or the sheet first: they call `preventDefault` on the key.
  addEventListener("keydown", (event) => event.key === "Escape" && setTimeout(() => event.defaultPrevented || leave()));
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || show(false));
})();
