//! `host serve`, started by a test, and a client that speaks HTTP by hand.

use crate::support::{Folder, host};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// A server that listens.
pub struct Served {
    child: Child,
    pub address: SocketAddr,
    /// Where metrics are.
    pub metrics: Option<SocketAddr>,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
    _folder: Folder,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// A connection to a server.
pub struct Connection {
    reader: BufReader<TcpStream>,
}

impl Served {
    /// Serves this app.
    pub fn app(text: &str, arguments: &str) -> Self {
        Self::within(crate::support::folder().file("app.js", text), "app.js", arguments)
    }

    /// Serves a file of a folder.
    pub fn within(folder: Folder, file: &str, arguments: &str) -> Self {
        let mut command = host("serve --addr 127.0.0.1:0").arg(file).args(arguments).at(folder.path());
        let mut child = command.start();
        let stdout = lines(child.stdout.take().unwrap());
        let stderr = lines(child.stderr.take().unwrap());
        let mut metrics = None;
        let address = loop {
            let line = stderr.recv().expect("it listens");
            if let Some(address) = line.strip_prefix("metrics on http://") {
                metrics = address.strip_suffix("/metrics").unwrap().parse().ok();
            } else if let Some(address) = line.strip_prefix("listening on http://") {
                break address.parse().unwrap();
            } else {
                panic!("{line}");
            }
        };
        Self { child, address, metrics, stdout, stderr, _folder: folder }
    }

    pub fn connect(&self) -> Connection {
        Connection::to(self.address)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.connect().get(path)
    }

    /// The next line that a script prints.
    pub fn line(&self) -> String {
        self.stdout.recv().unwrap()
    }

    /// The next line that the server says.
    pub fn said(&self) -> String {
        self.stderr.recv().unwrap()
    }

    pub fn press_ctrl_c(&self) {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
    }

    /// Waits for its end: the exit code, and what it said that was not read yet. That it
    /// waits for a request whose answer has arrived is up to the machine.
    pub fn end(mut self) -> (Option<i32>, String) {
        let said = self.stderr.iter().filter(|line| !line.starts_with("waiting for requests"));
        let said: Vec<String> = said.collect();
        (self.child.wait().unwrap().code(), said.join("\n"))
    }

    /// Stops it: what it said that was not read yet.
    pub fn stop(self) -> String {
        self.press_ctrl_c();
        let (code, said) = self.end();
        assert_eq!(code, Some(0), "{said}");
        said
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Gone already where the test has stopped it.
        let _killed = self.child.kill().is_ok();
        let _waited = self.child.wait().is_ok();
    }
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (line, lines) = channel();
    thread::spawn(move || BufReader::new(from).lines().map_while(Result::ok).try_for_each(|next| line.send(next)));
    lines
}

impl Connection {
    pub fn to(address: SocketAddr) -> Self {
        Self { reader: BufReader::new(TcpStream::connect(address).unwrap()) }
    }

    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.reader.get_mut().write_all(bytes.as_ref()).unwrap();
    }

    /// The other direction, for a thread of its own.
    pub fn writer(&self) -> TcpStream {
        self.reader.get_ref().try_clone().unwrap()
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: app.example\r\n\r\n"));
        self.answer(true)
    }

    pub fn post(&mut self, path: &str, body: &[u8]) -> Answer {
        let head = format!("POST {path} HTTP/1.1\r\nhost: app.example\r\ncontent-length: {}\r\n\r\n", body.len());
        let (mut writer, body) = (self.writer(), body.to_vec());
        let sending = thread::spawn(move || writer.write_all(head.as_bytes()).and_then(|()| writer.write_all(&body)));
        let answer = self.answer(true);
        // A server that wants no more of it may be gone by then.
        let _sent = sending.join().unwrap().is_ok();
        answer
    }

    /// The next answer; that to a HEAD request has no body.
    pub fn answer(&mut self, has_body: bool) -> Answer {
        let (status, headers) = self.head();
        let mut body = Vec::new();
        if has_body && headers.get("transfer-encoding").is_some_and(|coding| coding == "chunked") {
            while let Some(chunk) = self.chunk() {
                body.extend(chunk);
            }
        } else if has_body {
            body = vec![0; headers.get("content-length").map_or(0, |length| length.parse().unwrap())];
            self.reader.read_exact(&mut body).unwrap();
        }
        Answer { status, headers, body }
    }

    pub fn head(&mut self) -> (u16, BTreeMap<String, String>) {
        let start = self.line();
        let status = start.split(' ').nth(1).unwrap_or_else(|| panic!("{start:?}")).parse().unwrap();
        let mut headers = BTreeMap::new();
        loop {
            let line = self.line();
            let Some((name, value)) = line.split_once(": ") else { return (status, headers) };
            headers.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The next chunk; none at the end.
    pub fn chunk(&mut self) -> Option<Vec<u8>> {
        let length = usize::from_str_radix(&self.line(), 16).unwrap();
        let mut chunk = vec![0; length];
        self.reader.read_exact(&mut chunk).unwrap();
        self.line();
        (length > 0).then_some(chunk)
    }

    /// Whatever comes until the server closes the connection.
    pub fn rest(mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        let _read = self.reader.read_to_end(&mut rest).is_ok();
        rest
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.reader.read_line(&mut line).unwrap();
        line.trim_end_matches(['\r', '\n']).to_owned()
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
