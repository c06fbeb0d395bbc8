// Gives the hall the whole screen: by the browser, where it can do that for an element, and in any case as a layer over the page, because the
// Safari of a phone cannot. Escape leaves. What lies below the layer is out of reach, so that the focus stays in it.
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
  // Of what Escape closes, this is last: the list and the sheet take the key first.
  addEventListener("keydown", (event) => event.key === "Escape" && setTimeout(() => event.defaultPrevented || leave()));
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || show(false));
})();
