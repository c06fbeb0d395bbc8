### The page of a performer.

# A description for search engines. $name: the performer
about = Where to see { $name }.
events = Coming up
    .none = Nothing is announced yet.
    .elsewhere = See what else is on
