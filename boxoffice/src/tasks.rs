//! The background tasks of a box office. A task that ends before the shutdown is restarted.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::{
    BoxOffice, Settings,
    hub::Hub,
    letters, listener,
    notifier::Notifier,
    packed_plans, payments, people, refunds, retention,
    search_server::Keeper,
    sold_out::{self, SaleNotices},
    supervise::{Ending, supervise, supervise_on},
    sweeper, tickets, waiting,
};

impl BoxOffice {
    /// Starts the tasks.
    pub(crate) fn start_tasks(
        &self,
        hub: Arc<Hub>,
        notifier: Arc<Notifier>,
        settings: &Settings,
        shutdown: &CancellationToken,
    ) {
        let (pool, catalogue) = (self.pool().clone(), self.catalogue().clone());
        let with = (pool.clone(), shutdown.clone());
        supervise("database", shutdown.clone(), move || {
            let (pool, shutdown) = with.clone();
            async move {
                tokio::select! {
                    () = pool.keep() => {}
                    () = shutdown.cancelled() => {}
                }
            }
        });
        let sold_out = Arc::new(SaleNotices::default());
        let with = (pool.clone(), sold_out.clone(), shutdown.clone());
        supervise("sold_out", shutdown.clone(), move || {
            sold_out::count(with.0.clone(), with.1.clone(), with.2.clone())
        });
        let with = (self.clone(), hub.clone(), sold_out, shutdown.clone());
        supervise("listener", shutdown.clone(), move || {
            listener::listen(
                with.0.clone(),
                with.1.clone(),
                with.2.clone(),
                with.3.clone(),
            )
        });
        let with = (pool.clone(), hub, catalogue.clone(), shutdown.clone());
        supervise("poller", shutdown.clone(), move || {
            listener::poll(
                with.0.clone(),
                with.1.clone(),
                with.2.clone(),
                with.3.clone(),
            )
        });
        let with = (catalogue.clone(), shutdown.clone());
        supervise("read_ahead", shutdown.clone(), move || {
            let (catalogue, shutdown) = with.clone();
            async move { catalogue.read_ahead(shutdown).await }
        });
        if let Some(server) = settings.search_server.clone() {
            let keeper = Keeper {
                pool: pool.clone(),
                server,
                changed: catalogue.change_bell(),
                catalogue,
            };
            let until = shutdown.clone();
            supervise("search_server", shutdown.clone(), move || {
                keeper.clone().keep(until.clone())
            });
        }
        if settings.pack_plans {
            let with = (pool.clone(), shutdown.clone());
            supervise("pack_plans", shutdown.clone(), move || {
                packed_plans::pack(with.0.clone(), with.1.clone())
            });
        }
        if settings.prune {
            let with = (
                pool.with_deadline(store::deadline::COMMAND),
                shutdown.clone(),
            );
            supervise("prune", shutdown.clone(), move || {
                retention::prune_daily(with.0.clone(), with.1.clone())
            });
        }
        let with = (notifier, pool, shutdown.clone());
        supervise("notifier", shutdown.clone(), move || {
            let (notifier, pool, shutdown) = with.clone();
            async move { notifier.run(pool, shutdown).await }
        });
        if settings.sweep {
            let with = (self.clone(), shutdown.clone());
            supervise("sweeper", shutdown.clone(), move || {
                sweeper::sweep(with.0.clone(), with.1.clone())
            });
            let with = (self.clone(), shutdown.clone());
            supervise("forget", shutdown.clone(), move || {
                sweeper::forget(with.0.clone(), with.1.clone())
            });
        }
        let with = (self.waiting().clone(), shutdown.clone());
        supervise("waiting_rooms", shutdown.clone(), move || {
            waiting::poll(with.0.clone(), with.1.clone())
        });
        let with = (self.waiting().clone(), shutdown.clone());
        supervise("waiting_entries", shutdown.clone(), move || {
            waiting::flush(with.0.clone(), with.1.clone())
        });
        let with = (self.waiting().clone(), shutdown.clone());
        supervise("waiting_steps", shutdown.clone(), move || {
            waiting::step(with.0.clone(), with.1.clone())
        });
        let with = (self.waiting().clone(), shutdown.clone());
        supervise("waiting_draws", shutdown.clone(), move || {
            waiting::draw(with.0.clone(), with.1.clone())
        });
        let with = (self.clone(), shutdown.clone());
        supervise("waiting_levels", shutdown.clone(), move || {
            waiting::count_levels(with.0.clone(), with.1.clone())
        });
        if !settings.beacon_urls.is_empty() {
            let with = (self.clone(), settings.beacon_urls.clone(), shutdown.clone());
            supervise("waiting_rounds", shutdown.clone(), move || {
                waiting::fetch_rounds(with.0.clone(), with.1.clone(), with.2.clone())
            });
        }
        let with = (self.clone(), shutdown.clone());
        supervise("letters", shutdown.clone(), move || {
            letters::send(with.0.clone(), with.1.clone())
        });
        let with = (self.clone(), shutdown.clone());
        supervise("letters_bell", shutdown.clone(), move || {
            letters::tell(with.0.clone(), with.1.clone())
        });
        let with = (self.clone(), shutdown.clone());
        supervise("refund_cancelled", shutdown.clone(), move || {
            refunds::refund_cancelled(with.0.clone(), with.1.clone())
        });
        let with = (self.clone(), shutdown.clone());
        supervise("signed_out", shutdown.clone(), move || {
            people::follow_signed_out(with.0.clone(), with.1.clone())
        });
        let with = (self.clone(), shutdown.clone());
        supervise("ticket_keys", shutdown.clone(), move || {
            tickets::follow_keys(with.0.clone(), with.1.clone())
        });
        self.keep_selling("captures", shutdown, payments::capture);
        self.keep_selling("payments", shutdown, payments::ask);
        self.keep_selling("money_jobs", shutdown, payments::do_jobs);
        self.keep_selling("payment_notices", shutdown, payments::read_notices);
        if self.takes_tokens() && settings.sandbox_script.is_none() {
            self.keep_selling("sandbox_faults", shutdown, payments::follow_faults);
        }
        self.keep_selling("payments_pulse", shutdown, payments::take_pulse);
    }

    /// Starts a task on the runtime of desks and payments.
    fn keep_selling<T, F>(&self, name: &'static str, shutdown: &CancellationToken, task: T)
    where
        T: Fn(Self, CancellationToken) -> F + Send + 'static,
        F: Future<Output: Ending + Send> + Send + 'static,
    {
        let with = (self.clone(), shutdown.clone());
        supervise_on(self.threads(), name, shutdown.clone(), move || {
            task(with.0.clone(), with.1.clone())
        });
    }
}
