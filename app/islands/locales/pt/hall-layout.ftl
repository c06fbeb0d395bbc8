sheet = Encontrar lugares e preços

basket = Ir para o cesto
    .keys = Ctrl e Enter levam ao cesto.

screen = Ecrã inteiro

only = Marque preços para ver apenas os respetivos lugares.
