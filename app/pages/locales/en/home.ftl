### The home page: the list of events and the search.

# A description for search engines
about = Concerts, theatre, dance and sport: what is on, where, and from what price. Choose your seats on the plan of the real hall.
heading = Choose your exact seat.
    .lead = Every hall here is drawn as it is built. You see at once when a seat is taken or comes back, and we hold yours while you pay.

## The title of the list. $kind: a category, for example "Opera". $words: the search text

title = What’s on
    .later = Later dates
    .words = “{ $words }”
    .kind = { $kind }: “{ $words }”
