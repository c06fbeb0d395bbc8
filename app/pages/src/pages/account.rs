//! The account section of "My bookings": sessions and sign-out for an account, a link to sign in
//! for a guest.

use boxoffice::SessionEntry;
use leptos::prelude::*;
use ui::{address::site_path, format};

use super::reads::AccountCard;
use crate::texts::PeopleTexts;

/// The link to sign in, for a guest.
pub(super) fn way_in(texts: &PeopleTexts) -> AnyView {
    let (title, words, link) = (texts.guest(), texts.guest_words(), texts.guest_link());
    view! {
        <section>
            <h2>{title}</h2>
            <p>{words}</p>
            <p class="actions">
                <a class="button" data-variant="plain" href=site_path("/sign-in")>
                    {link}
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// The account's sessions, and the buttons that sign out.
pub(super) fn ways_out(texts: &PeopleTexts, account: AccountCard) -> AnyView {
    let (title, leave, everywhere, words) = (
        texts.sessions(),
        texts.leave(),
        texts.leave_everywhere(),
        texts.leave_words(),
    );
    let row = |entry: SessionEntry| {
        let said = texts.session(
            &format::long_day(entry.signed_in_at),
            &format::long_day(entry.seen_at),
        );
        let here =
            (account.own == Some(entry.id)).then(|| view! { <b>{texts.sessions_here()}</b> ". " });
        view! { <li>{here} {said}</li> }
    };
    let rows = account.sessions.iter().copied().map(row).collect_view();
    view! {
        <section>
            <h2>{title}</h2>
            <ul class="plain-list" data-testid="sessions">
                {rows}
            </ul>
            <form class="actions" method="post" action=site_path("/sign-out")>
                <button type="submit" class="button" data-variant="plain">
                    {leave}
                </button>
                <button type="submit" class="button" data-variant="plain" formaction=site_path("/sign-out/everywhere")>
                    {everywhere}
                </button>
            </form>
            <p class="fine">{words}</p>
        </section>
    }
    .into_any()
}
