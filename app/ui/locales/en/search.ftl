### The search above the list of events.

# Screen readers: the name of the field. `.hint`: below the field. `.examples`: inside the empty field. The search understands the words in
# “ ”: choose them from the words of the language in domain/src/catalogue/phrase/words/
search = Search by title, performer, venue or town
    .hint = Also “this weekend”, “tonight” or “under 50”.
    .examples = Title, performer, venue, town
    .go = Search

# A button that asks the browser for the visitor's location, and the results
near = Near me
    .asking = Asking your browser where you are…
    .refused = Your browser did not say where you are. Name a town in the search instead.
    .unable = Your browser cannot say where you are. Name a town in the search instead.

# Earlier searches. $words: a search text
recent = Recent searches
    .kept = Recent searches, kept on this device
    .forget = Forget “{ $words }”
    .forget-all = Forget all

# When the list could not be loaded
failed = What is on could not be asked for
    .words = Below is what was shown before. Look at your connection, or wait a moment.
    .again = Try again
