### The filters of the list of events: the fields below the search, the active filters, and links to other lists.

filters = Filters
# The button that applies the filters
show = Show events

## The names of the fields

when = When
    .any = Any day
from = From
before = Before
# $price: for example "€50"
price = Price
    .any = Any price
    .under = Under { $price }
# $km: a distance, for example "50"
distance = Distance
    .any = Any distance
    .within = { $km } km
on-sale = On sale now
# `.only`: the active filter
accessible = With wheelchair places
    .only = Wheelchair places

## The order of the list

order = Order
    .usual = Usual order
    .date = Soonest first
    .price = Cheapest first
    .distance = Nearest first
    .relevance = Best match first

## Days, as options of the field "When" and as active filters

today = Today
tonight = Tonight
tomorrow = Tomorrow
week = This week
weekend = This weekend
next-week = Next week
next-weekend = Next weekend

## Active filters

# $words: the search text, or one of its words
words = “{ $words }”
# $from, $to: days, for example "Sat 5 Dec"
days = { $from } to { $to }
    .from = From { $from }
    .before = Before { $to }
# The distance from the visitor. $km: a distance, for example "50"
near = Within { $km } km
    .anywhere = Near a chosen place
    .unknown = Near you: location not known

## Without results. $filter: for example "Under €50". $filters: the active filters, for example "“mahler”, Next week". $km: for example
## "100"

asked = You asked for: { $filters }.
    .none = This page of the list is empty.
leave-out = Leave out { $filter }
look = Look within { $km } km

## Categories of events

everything = Everything
concerts = Concerts
opera = Opera
theatre = Theatre
dance = Dance
sport = Sport
family = Family
talks = Talks

## Links to other lists

towns = Towns
months = Months
list = List
calendar = Calendar
# The next page of a list: in order of date, and in another order
later = Later dates
more = More events

## The calendar. $month: for example "December 2026". $events: the number of further events on the day

previous = Previous month: { $month }
next = Next month: { $month }
rest = +{ NUMBER($events) } more
    .unknown = See this day
# Notes beside an event
soon = on sale soon
sold-out = sold out
over = over
cancelled = cancelled
