//! Serves plain pages on the loopback.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// Serves the pages as /0, /1 and so on until the process ends; returns the address without a slash.
pub(crate) fn serve(pages: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback has a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    let pages = Arc::new(pages);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let pages = pages.clone();
            // A browser opens connections ahead of need and leaves them waiting.
            thread::spawn(move || answer(&stream, &pages));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: &TcpStream, pages: &[String]) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    let number = request.split(' ').nth(1).and_then(|path| path.strip_prefix('/')?.parse::<usize>().ok());
    let (status, body) = match number.and_then(|number| pages.get(number)) {
        Some(page) => ("200 OK", page.as_str()),
        None => ("404 Not Found", ""),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // A browser that went away has no use for the rest.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}
