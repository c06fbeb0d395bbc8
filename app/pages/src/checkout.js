// The forms of the checkout. They work without this script too.
(function () {
  const prices = document.querySelector(".prices");
  const words = document.querySelector("#prices-first");
  const email = document.querySelector(".card-form [name=email]");
  const EMAIL = "frontrow-email";
  let notice;

  // Whether a field differs from what the total includes. A select without a selected option starts with its first.
  const isChanged = (field) =>
    field.options
      ? field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected))
      : field.value !== field.defaultValue;

  addEventListener(
    "submit",
    (event) => {
      // The page loads again after these forms. Until then, the tab keeps the e-mail address, and never the card number.
      if (email && event.target.matches(".prices, .more-time")) sessionStorage.setItem(EMAIL, email.value);
      // Nobody pays another price than the form shows. The listener runs before those of the islands.
      if (!prices || !event.target.action.endsWith("/pay")) return;
      notice?.remove();
      if (![...prices.querySelectorAll("select, input")].some(isChanged)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      notice = words.content.firstElementChild.cloneNode(true);
      words.after(notice);
      const update = prices.querySelector("button");
      update.closest("details")?.setAttribute("open", "");
      update.focus();
    },
    true,
  );

  const kept = email && sessionStorage.getItem(EMAIL);
  if (kept) {
    email.value = kept;
    sessionStorage.removeItem(EMAIL);
  }
})();
