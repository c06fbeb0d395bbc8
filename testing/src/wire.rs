//! A proxy between a client and the database that can go silent, as when a host dies, a cable is
//! cut, or a firewall drops a connection: it then forwards nothing, and neither end learns of it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpListener, TcpStream, UnixStream},
    sync::watch,
};

/// The proxy. Dropping it closes it.
#[derive(Debug)]
pub struct TestProxy {
    url: String,
    /// Connections with a lower number than this are silent.
    speaks: watch::Sender<usize>,
    opened: Arc<AtomicUsize>,
    task: tokio::task::JoinHandle<()>,
}

impl TestProxy {
    /// Opens a proxy to the database at this address.
    ///
    /// # Panics
    /// If the address is not valid.
    pub async fn to(url: &str) -> Self {
        let far: PgConnectOptions = url.parse().expect("a database address");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let near = listener.local_addr().expect("an address");
        let (scheme, rest) = url.split_once("://").expect("an address has a scheme");
        let (login, place) = rest
            .split_once('@')
            .map_or((None, rest), |(login, place)| (Some(login), place));
        let path = place.split_once('/').map_or("", |(_, path)| path);
        let login = login.map(|login| format!("{login}@")).unwrap_or_default();
        let url = format!("{scheme}://{login}{near}/{path}");
        let (speaks, listen) = watch::channel(0);
        let opened = Arc::new(AtomicUsize::new(0));
        let count = opened.clone();
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let number = count.fetch_add(1, Ordering::Relaxed);
                let (far, listen) = (far.clone(), listen.clone());
                tokio::spawn(async move {
                    let socket = far
                        .get_socket()
                        .map(|directory| directory.join(format!(".s.PGSQL.{}", far.get_port())));
                    if let Some(socket) = socket {
                        if let Ok(database) = UnixStream::connect(socket).await {
                            both_ways(client, database, number, listen).await;
                        }
                    } else if let Ok(database) =
                        TcpStream::connect((far.get_host(), far.get_port())).await
                    {
                        both_ways(client, database, number, listen).await;
                    }
                });
            }
        });
        Self {
            url,
            speaks,
            opened,
            task,
        }
    }

    /// The address for the client.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops forwarding in both directions. New connections open, but get no answers.
    pub fn go_silent(&self) {
        self.speaks.send_replace(usize::MAX);
    }

    /// Forwards again, beginning with the bytes that were held back.
    pub fn speak(&self) {
        self.speaks.send_replace(0);
    }

    /// Forwards on connections that open from now on. Open ones stay silent.
    pub fn speak_to_new_connections(&self) {
        self.speaks.send_replace(self.opened());
    }

    /// The number of connections opened so far.
    #[must_use]
    pub fn opened(&self) -> usize {
        self.opened.load(Ordering::Relaxed)
    }
}

impl Drop for TestProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn both_ways(
    client: impl AsyncRead + AsyncWrite,
    database: impl AsyncRead + AsyncWrite,
    number: usize,
    speaks: watch::Receiver<usize>,
) {
    let (from_client, to_client) = tokio::io::split(client);
    let (from_database, to_database) = tokio::io::split(database);
    tokio::select! {
        () = one_way(from_client, to_database, number, speaks.clone()) => {}
        () = one_way(from_database, to_client, number, speaks) => {}
    }
}

async fn one_way(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    number: usize,
    mut speaks: watch::Receiver<usize>,
) {
    let mut buffer = vec![0; 16 << 10];
    loop {
        let read = from.read(&mut buffer).await.unwrap_or(0);
        // A silent proxy does not forward the end of a connection either.
        if speaks.wait_for(|from| *from <= number).await.is_err()
            || read == 0
            || to.write_all(&buffer[..read]).await.is_err()
        {
            return;
        }
    }
}
