### The page of a performer.

# A description for search engines. $name: the performer
about = Où et quand voir { $name }.
events = À venir
    .none = Rien n’est annoncé pour l’instant.
    .elsewhere = Voir le reste du programme
