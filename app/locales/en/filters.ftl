### The filters of the list of events: the fields below the search, the filters that hold, and the ways on to other lists.

filters = Filters
# The button that applies the filters
show = Show events

## The names of the fields

when = When
    .any = Any day
from = From
before = Before
# $price: as "€50"
price = Price
    .any = Any price
    .under = Under { $price }
# $km: a distance, as "50"
distance = Distance
    .any = Any distance
    .within = { $km } km
on-sale = On sale now
# `.only` is said of a list that has these events only
accessible = With wheelchair places
    .only = Wheelchair places

## The order of the list

order = Order
    .usual = Usual order
    .date = Soonest first
    .price = Cheapest first
    .distance = Nearest first
    .relevance = Best match first

## Days, as a choice of the field "When" and as a filter that holds

today = Today
tonight = Tonight
tomorrow = Tomorrow
week = This week
weekend = This weekend
next-week = Next week
next-weekend = Next weekend

## Filters that hold

# $words: what was searched for
words = “{ $words }”
# $from, $to: days, as "Sat 5 Dec"
days = { $from } to { $to }
    .from = From { $from }
    .before = Before { $to }
# How far from the visitor. $km: a distance, as "50"
near = Within { $km } km
    .anywhere = Near a chosen place
    .unknown = Near you: location not known

## When there is nothing. $filter: as "Under €50". $filters: the filters that hold, as "“mahler”, Next week". $km: as "100"

asked = You asked for: { $filters }.
    .none = This page of the list is empty.
leave-out = Leave out { $filter }
look = Look within { $km } km

## Kinds of event

everything = Everything
concerts = Concerts
opera = Opera
theatre = Theatre
dance = Dance
sport = Sport
family = Family
talks = Talks

## Ways on to other lists

towns = Towns
months = Months
list = List
calendar = Calendar
# The next page of a list, by date and in another order
later = Later dates
more = More events

## The calendar. $month: as "December 2026". $events: how many more events the day has

previous = Previous month: { $month }
next = Next month: { $month }
rest = +{ NUMBER($events) } more
    .unknown = See this day
# Beside an event
soon = on sale soon
sold-out = sold out
over = over
cancelled = cancelled
