sheet = Hitta platser och priser

basket = Gå till varukorgen
    .keys = Ctrl och Enter går till varukorgen.

screen = Helskärm

only = Kryssa för priser för att bara se deras platser.
