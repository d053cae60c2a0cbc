//! Chromium and ChromeDriver, and a page served for them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use crate::dist;
use crate::server::Server;
use crate::steps::{Failure, ask, root, run, say};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER: &str = "chromedriver";
/// What tests draw: articles in Latin, Arabic, Hebrew, Devanagari and CJK scripts.
const PACKAGES: [&str; 4] = ["chromium", "chromium-driver", "fonts-noto-core", "fonts-noto-cjk"];
/// A path that no build can have been made for.
const SUB_PATH: &str = "/some/sub-path/";
const START_TIME: Duration = Duration::from_secs(30);
const STOP_TIME: Duration = Duration::from_secs(10);

/// Finds ChromeDriver, after installing it and Chromium where that is allowed.
///
/// # Errors
/// If they are missing and may not be installed.
pub(crate) fn driver() -> Result<PathBuf, Failure> {
    if let Some(driver) = installed() {
        return Ok(driver);
    }
    let advice = format!(
        "install Chromium (or Chrome) and the ChromeDriver of the same version so that `chromium` and `{DRIVER}` are on \
         PATH; on Debian and its like: sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
        PACKAGES.join(" ")
    );
    let root_user = ask(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let sudo = !root_user && ask(Command::new("sudo").args(["-n", "true"])).is_some();
    if on_path("apt-get").is_none() || !(root_user || sudo) {
        return Err(Failure::new("Chromium or ChromeDriver is not installed", advice));
    }
    say("Installing Chromium, ChromeDriver and fonts through apt-get (about 2 minutes)");
    let apt = |arguments: &[&str]| {
        let mut command = if sudo { Command::new("sudo") } else { Command::new("env") };
        if sudo {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]).args(arguments);
        run(&mut command, &advice)
    };
    apt(&["update"])?;
    apt(&[["install", "-y", "--no-install-recommends"].as_slice(), &PACKAGES].concat())?;
    installed().ok_or_else(|| Failure::new("Chromium or ChromeDriver is not on PATH after its installation", advice))
}

fn installed() -> Option<PathBuf> {
    BROWSERS.iter().find_map(|name| on_path(name)).and_then(|_| on_path(DRIVER))
}

fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// The built page under a sub-path, and a ChromeDriver; both end with this value.
pub(crate) struct Stage {
    page: String,
    address: SocketAddr,
    process: Child,
}

impl Stage {
    /// Serves dist/ and starts the driver, each on a free port.
    ///
    /// # Errors
    /// If dist/ is not there or the driver does not come up.
    pub(crate) fn open(driver: &Path) -> Result<Self, Failure> {
        let advice = format!("see whether `{DRIVER} --port=4444` starts, and whether it fits the browser's version");
        let server = Server::bind(0, SUB_PATH)?;
        let page = server.address();
        server.start(&root().join(dist::FOLDER))?;
        let address = free_address()?;
        let mut command = Command::new(driver);
        command.arg(format!("--port={}", address.port())).stdin(Stdio::null()).stdout(Stdio::null());
        let process = command.spawn().map_err(|error| Failure::new(format!("{DRIVER}: {error}"), advice.as_str()))?;
        // From here on the process is ended on every way out.
        let mut stage = Self { page, address, process };
        let begin = Instant::now();
        while !get(address, "/status").is_some_and(|answer| answer.contains("\"ready\":true")) {
            let ended = matches!(stage.process.try_wait(), Ok(Some(_)));
            if ended || begin.elapsed() > START_TIME {
                return Err(Failure::new(format!("{DRIVER} did not start"), advice));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(stage)
    }

    /// Tells a command where the page and the driver are.
    pub(crate) fn tell(&self, command: &mut Command) {
        command.env("POSTIL_URL", &self.page).env("WEBDRIVER_URL", format!("http://{}", self.address));
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Asked first, because a killed driver leaves its browsers running.
        let _ = get(self.address, "/shutdown");
        let begin = Instant::now();
        while matches!(self.process.try_wait(), Ok(None)) && begin.elapsed() < STOP_TIME {
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// An address of the loopback that was free a moment ago.
fn free_address() -> Result<SocketAddr, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map_err(|error| Failure::new(format!("no free port on 127.0.0.1: {error}"), "close some programs"))
}

/// The body of the answer to a GET request.
fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(STOP_TIME)).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").ok()?;
    body(BufReader::new(stream))
}

/// The body of an HTTP answer. Its length is taken from the header, because ChromeDriver keeps the connection open.
fn body(mut answer: impl BufRead) -> Option<String> {
    let mut length = 0;
    loop {
        let mut header = String::new();
        answer.read_line(&mut header).ok()?;
        let header = header.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = String::new();
    (answer.take(length).read_to_string(&mut body).ok()? as u64 == length).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::body;

    #[test]
    fn the_body_ends_where_the_header_says() {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length:4\r\nX: y\r\n\r\nbody and what comes after";
        assert_eq!(body(answer.as_bytes()).as_deref(), Some("body"));
        assert_eq!(body("HTTP/1.1 204 No Content\r\n\r\n".as_bytes()).as_deref(), Some(""));
        assert_eq!(body("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nbody".as_bytes()), None);
    }
}
