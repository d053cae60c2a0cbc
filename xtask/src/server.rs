//! A static server for dist/ on the loopback address, with the headers a careful host sends.

use std::fs;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::dist;
use crate::steps::{Failure, root, say};
use crate::tools::Tools;

/// A browser opens connections before it needs them; one that stays silent this long is let go.
const PATIENCE: Duration = Duration::from_secs(30);
/// More than any browser sends as request line and headers.
const REQUEST_LIMIT: u64 = 64 * 1024;

/// Builds the page and serves it until interrupted.
///
/// # Errors
/// If the port is taken, a tool cannot be had or the build fails.
pub(crate) fn serve_page(port: u16, release: bool) -> Result<(), Failure> {
    // Taken before the build, so that a port in use is told at once and not minutes later.
    let server = Server::bind(port, "/")?;
    let tools = Tools::for_page(release)?;
    dist::build(&tools, release)?;
    let address = server.address();
    let running = server.start(&root().join(dist::FOLDER))?;
    say(&format!("\nPostil runs at {address}\nCtrl+C stops it."));
    running.join().map_err(|_| Failure::new("the server stopped", "run the same command again"))
}

/// A server that holds its port and does not answer yet.
pub(crate) struct Server {
    listener: TcpListener,
    address: SocketAddr,
    prefix: &'static str,
}

/// What is served: the files of a folder under a path.
struct Site {
    folder: PathBuf,
    prefix: &'static str,
    policy: String,
}

/// What a path stands for.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf),
    /// The folder itself without its closing slash, from which relative addresses would go wrong.
    Slash,
    Nothing,
}

impl Server {
    /// Takes a port of 127.0.0.1, 0 for any that is free; `prefix` is the path of the site and begins and ends with a slash.
    ///
    /// # Errors
    /// If the port is taken.
    pub(crate) fn bind(port: u16, prefix: &'static str) -> Result<Self, Failure> {
        let failed = |error: io::Error| match error.kind() {
            ErrorKind::AddrInUse => Failure::new(
                format!("port {port} of 127.0.0.1 is taken by another program"),
                format!("choose another one: cargo xtask serve --port {}", port.checked_add(1).unwrap_or(8080)),
            ),
            ErrorKind::PermissionDenied => Failure::new(
                format!("port {port} may not be used"),
                "choose one above 1023: cargo xtask serve --port 8080",
            ),
            _ => Failure::new(format!("port {port} of 127.0.0.1: {error}"), "choose another one with --port"),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address, prefix })
    }

    /// The address of the site.
    pub(crate) fn address(&self) -> String {
        format!("http://{}{}", self.address, self.prefix)
    }

    /// Begins to serve a folder, on threads of its own, as long as the process lives.
    ///
    /// # Errors
    /// If the folder has no index.html with a content security policy, which is the one that is sent.
    pub(crate) fn start(self, folder: &Path) -> Result<thread::JoinHandle<()>, Failure> {
        let index = folder.join("index.html");
        let page = fs::read_to_string(&index).map_err(|error| Failure::io(index.display(), &error))?;
        let policy = policy_of(&page).ok_or_else(|| {
            Failure::new("index.html has no content security policy", "restore index.html from the repository")
        })?;
        // Browsers only heed this part in a header.
        let policy = format!("{policy}; frame-ancestors 'none'");
        let site = Arc::new(Site { folder: folder.to_owned(), prefix: self.prefix, policy });
        Ok(thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                let site = site.clone();
                // A connection that breaks off concerns nobody but its own client.
                thread::spawn(move || site.answer(&stream).ok());
            }
        }))
    }
}

impl Site {
    /// Answers one request; every connection carries only one.
    fn answer(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut lines = BufReader::new(stream.take(REQUEST_LIMIT)).lines();
        let request = lines.next().transpose()?.unwrap_or_default();
        // The headers say nothing that matters here, but a connection closed on unread bytes would be reset.
        while lines.next().transpose()?.is_some_and(|header| !header.is_empty()) {}
        let mut words = request.split(' ');
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let plain = "text/plain; charset=utf-8";
        let (status, extra, kind, body) = match (method, self.find(target)) {
            ("GET" | "HEAD", Found::File(file)) => match fs::read(&file) {
                Ok(body) => ("200 OK", String::new(), kind_of(&file), body),
                Err(_) => ("404 Not Found", String::new(), plain, b"Not found\n".to_vec()),
            },
            ("GET" | "HEAD", Found::Slash) => {
                ("308 Permanent Redirect", format!("Location: {}\r\n", self.prefix), plain, Vec::new())
            }
            ("GET" | "HEAD", Found::Nothing) => ("404 Not Found", String::new(), plain, b"Not found\n".to_vec()),
            _ => ("405 Method Not Allowed", "Allow: GET, HEAD\r\n".to_owned(), plain, b"Only GET and HEAD\n".to_vec()),
        };
        let (policy, length) = (&self.policy, body.len());
        let head = format!(
            "HTTP/1.1 {status}\r\n{extra}Content-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\
             Cache-Control: no-cache\r\nContent-Security-Policy: {policy}\r\n{FIXED_HEADERS}\r\n"
        );
        stream.write_all(head.as_bytes())?;
        if method != "HEAD" {
            stream.write_all(&body)?;
        }
        stream.flush()
    }

    /// Finds the file of a request target, inside the folder or not at all.
    fn find(&self, target: &str) -> Found {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        if !path.is_empty() && format!("{path}/") == self.prefix {
            return Found::Slash;
        }
        path.strip_prefix(self.prefix)
            .and_then(decode)
            .and_then(|path| inside(&self.folder, &path))
            .map_or(Found::Nothing, Found::File)
    }
}

/// Headers that are the same for every answer. No `Cross-Origin-Opener-Policy: same-origin`: the bookmarklet hands its page over to a tab that it has opened itself.
const FIXED_HEADERS: &str = "\
X-Content-Type-Options: nosniff\r\n\
Referrer-Policy: no-referrer\r\n\
Cross-Origin-Resource-Policy: same-origin\r\n\
Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()\r\n";

/// The content security policy in the page's own `<meta>`.
fn policy_of(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    rest.split_once('"').map(|(policy, _)| policy)
}

/// Undoes percent encoding; nothing if it is broken or does not give UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// The file that a decoded path names inside a folder; nothing if it could lead out of it.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = if path.is_empty() { "index.html" } else { path };
    // The colon is a drive or a stream on Windows, the backslash a separator.
    let plain = |name: &str| !matches!(name, "" | "." | "..") && !name.contains(['\\', ':', '\0']);
    path.split('/').all(plain).then(|| folder.join(path))
}

/// The media type of a file, by its ending.
fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::path::{Path, PathBuf};
    use std::{env, fs, process};

    use super::{Found, Server, Site, policy_of};
    use crate::steps::root;

    fn site(prefix: &'static str) -> Site {
        Site { folder: PathBuf::from("dist"), prefix, policy: String::new() }
    }

    fn file(name: &str) -> Found {
        Found::File(Path::new("dist").join(name))
    }

    #[test]
    fn finds_files_under_the_root_and_under_a_sub_path() {
        assert_eq!(site("/").find("/"), file("index.html"));
        assert_eq!(site("/").find("/a/b.js?x=../y#z"), file("a/b.js"));
        assert_eq!(site("/").find("/%C3%A9%20.txt"), file("é .txt"));
        let deep = site("/some/sub-path/");
        assert_eq!(deep.find("/some/sub-path/"), file("index.html"));
        assert_eq!(deep.find("/some/sub-path/boot.js"), file("boot.js"));
        assert_eq!(deep.find("/some/sub-path?x"), Found::Slash);
        for outside in ["/", "/boot.js", "/some/", "/some/sub-pathboot.js", "/some/sub-path/some/sub-path/../boot.js"] {
            assert_eq!(deep.find(outside), Found::Nothing, "{outside}");
        }
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let attempts = [
            "/../Cargo.toml",
            "/a/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/%2E%2e%2fCargo.toml",
            "/..%5cCargo.toml",
            "/..\\Cargo.toml",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/./index.html",
            "/C:/x",
            "/a%00b",
            "/%",
            "/%4",
            "/%+1",
            "/%zz",
            "/%ff",
            "http://elsewhere/index.html",
            "",
        ];
        for attempt in attempts {
            assert_eq!(site("/").find(attempt), Found::Nothing, "{attempt}");
        }
    }

    #[test]
    fn the_page_has_a_strict_policy() {
        let page = fs::read_to_string(root().join("index.html")).unwrap();
        let policy = policy_of(&page).unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"));
        assert!(policy.contains("require-trusted-types-for 'script'; trusted-types postil"), "{policy}");
        // Other hosts are asked for an article that somebody names, and for nothing else.
        let others = policy.replacen("connect-src 'self' https:;", "", 1);
        assert!(!others.contains("unsafe-inline") && !others.contains("http") && !others.contains('*'), "{policy}");
    }

    /// A server on a free port over a folder that lives as long as the test.
    struct Served {
        address: String,
        folder: PathBuf,
    }

    impl Drop for Served {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.folder).unwrap();
        }
    }

    fn serve(name: &str) -> Served {
        let folder = env::temp_dir().join(format!("postil-xtask-{}-{name}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">";
        fs::write(folder.join("index.html"), page).unwrap();
        fs::write(folder.join("app.wasm"), b"\0asm").unwrap();
        let server = Server::bind(0, "/sub/").unwrap();
        let address = server.address.to_string();
        server.start(&folder).unwrap();
        Served { address, folder }
    }

    fn request(served: &Served, line: &str) -> String {
        let address = &served.address;
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{line} HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn answers_with_type_length_and_security_headers() {
        let served = serve("answers");
        let answer = request(&served, "GET /sub/app.wasm");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n\0asm"), "{answer}");
        for header in [
            "Content-Type: application/wasm",
            "Content-Length: 4",
            "Cache-Control: no-cache",
            "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Resource-Policy: same-origin",
        ] {
            assert!(answer.contains(&format!("\r\n{header}\r\n")), "{header}\n{answer}");
        }
        let head = request(&served, "HEAD /sub/app.wasm");
        assert!(head.contains("Content-Length: 4") && head.ends_with("\r\n\r\n"), "{head}");
    }

    #[test]
    fn refuses_the_rest() {
        let served = serve("refuses");
        for (line, status) in [
            ("GET /", "404"),
            ("GET /sub/absent.js", "404"),
            ("GET /sub/../Cargo.toml", "404"),
            ("GET /sub", "308"),
            ("POST /sub/", "405"),
            ("", "405"),
        ] {
            let answer = request(&served, line);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}: {answer}");
        }
    }

    #[test]
    fn a_taken_port_is_told_with_the_option_that_helps() {
        let taken = Server::bind(0, "/").unwrap();
        let failure = Server::bind(taken.address.port(), "/").err().unwrap().to_string();
        assert!(failure.contains("is taken") && failure.contains("--port"), "{failure}");
    }
}
