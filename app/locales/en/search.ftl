### The search above the list of events.

# The name of the field, for screen readers. .hint: below it. .examples: within it, while it is empty. Words in “ ” are understood in English alone
search = Search by title, performer, venue or town
    .hint = Also “this weekend”, “tonight” or “under 50”.
    .examples = Title, performer, venue, town
    .go = Search

# A button that asks the browser for the place of the visitor, and what came of it
near = Near me
    .asking = Asking your browser where you are…
    .refused = Your browser did not say where you are. Name a town in the search instead.
    .unable = Your browser cannot say where you are. Name a town in the search instead.

# What was searched for before. $words: a search
recent = Recent searches
    .kept = Recent searches, kept on this device
    .forget = Forget “{ $words }”
    .forget-all = Forget all

# When a list could not be had
failed = What is on could not be asked for
    .words = Below is what was shown before. Look at your connection, or wait a moment.
    .again = Try again
