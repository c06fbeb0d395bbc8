//! A server that runs beside the test.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use reqwest::{Client, Method, RequestBuilder};

use crate::program::{Folder, frontrow, run};

/// The longest wait, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// One event, in a venue that must already have a plan.
pub const EVENTS: &str = r##"{ "events": [{ "title": "Songs", "category": "concert", "venue": "Barn", "starts_at": "2099-03-05T19:30",
        "duration_minutes": 75, "on_sale_at": "2026-01-10T10:00:00Z", "price_levels": [{ "name": "All seats", "color": "#f4f1c3",
        "price": { "amount": 6500, "currency": "EUR" } }] }] }"##;

/// Creates a private database in the folder, with a plan and an event on sale.
pub fn make_shop(folder: &Folder) {
    let (plan, events) = (
        folder.path().join("plan.csv"),
        folder.path().join("events.json"),
    );
    fs::write(
        &plan,
        "floor,zone,row,start,end\nGround,Stalls,1,1,16\nGround,Stalls,2,17,44\n",
    )
    .expect("a plan");
    fs::write(&events, EVENTS).expect("events");
    let data = folder.data();
    let at = ["--data-dir", data.to_str().expect("text")];
    let plan = run(&[
        &[
            "import",
            "plan",
            plan.to_str().expect("text"),
            "--venue",
            "Barn",
            "--timezone",
            "Europe/Helsinki",
        ],
        &at[..],
    ]
    .concat());
    assert_eq!(plan.code, 0, "{}", plan.err);
    let events = run(&[
        &["import", "events", events.to_str().expect("text")],
        &at[..],
    ]
    .concat());
    assert_eq!(events.code, 0, "{}", events.err);
}

/// `frontrow serve`. Dropping it sends the signal to stop.
pub struct ServeProcess {
    child: Child,
    address: String,
    /// Lines of its log that no call has read yet.
    lines: Receiver<String>,
}

impl ServeProcess {
    /// Serves the shop of the folder.
    pub fn start(folder: &Folder) -> Self {
        Self::run(&mut Self::command(folder))
    }

    /// The command that serves it.
    pub fn command(folder: &Folder) -> Command {
        frontrow(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--data-dir",
            folder.data().to_str().expect("text"),
        ])
    }

    /// Runs a serving command, and waits until the server is open.
    pub fn run(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (line, lines) = mpsc::channel();
        for output in [
            child
                .stdout
                .take()
                .map(|out| Box::new(out) as Box<dyn std::io::Read + Send>),
            child.stderr.take().map(|err| Box::new(err) as _),
        ] {
            let (line, output) = (line.clone(), output.expect("a pipe"));
            thread::spawn(move || {
                BufReader::new(output)
                    .lines()
                    .map_while(Result::ok)
                    .for_each(|text| drop(line.send(text)))
            });
        }
        let mut serving = Self {
            child,
            address: String::new(),
            lines,
        };
        let open = serving.line("Frontrow is open at ");
        let address = open
            .split_once("Frontrow is open at ")
            .map_or("", |(_, address)| address);
        serving.address = address
            .chars()
            .take_while(|sign| !sign.is_whitespace() && *sign != '"')
            .collect();
        serving
    }

    /// Waits for a line of its log with this text.
    pub fn line(&self, words: &str) -> String {
        let (deadline, mut seen) = (Instant::now() + PATIENCE, Vec::new());
        loop {
            match self
                .lines
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok(line) if line.contains(words) => return line,
                Ok(line) => seen.push(line),
                Err(error) => panic!("no line `{words}` ({error}) in {seen:#?}"),
            }
        }
    }

    /// A request to it. Answers are not decompressed.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        Client::new().request(method, format!("{}{path}", self.address))
    }

    /// The status and text of its answer.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let answer = self
            .request(Method::GET, path)
            .send()
            .await
            .expect("an answer");
        (
            answer.status().as_u16(),
            answer.text().await.expect("its text"),
        )
    }

    /// Waits until it is ready to sell.
    pub async fn until_ready(&self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (status, text) = self.get("/readyz").await;
            if status == 200 {
                return;
            }
            assert!(Instant::now() < deadline, "never ready: {text}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Tells it to stop, and waits for its end.
    pub fn stop(mut self) -> ExitStatus {
        self.terminate();
        self.child.wait().expect("it ends")
    }

    /// Kills it, as the end of a container does.
    pub fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn terminate(&self) {
        let _ = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
    }
}

impl Drop for ServeProcess {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        self.terminate();
        let _ = self.child.wait();
    }
}

/// The process number of a private database's server.
pub fn postmaster(data: &Path) -> u32 {
    let file: PathBuf = data.join("postgres").join("postmaster.pid");
    let text = fs::read_to_string(&file).expect("a running database");
    text.lines()
        .next()
        .and_then(|line| line.trim().parse().ok())
        .expect("a process number")
}
