//! The program `frontrow`.

fn main() -> std::process::ExitCode {
    server::cli::run()
}
